// Checks the texts: zh and en have the same keys and the same arguments, and every key that a page names exists.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readTexts } from './texts-plugin.mjs'

/** @param {object} tree @param {string} prefix @param {Map<string, string>} out */
function flatten(tree, prefix, out) {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(prefix + key, value)
    else flatten(value, `${prefix}${key}.`, out)
  }
  return out
}
const args = (/** @type {string} */ text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort().join()

const zh = flatten(readTexts('zh'), '', new Map())
const en = flatten(readTexts('en'), '', new Map())
const faults = []
for (const [key, text] of zh) {
  if (!en.has(key)) faults.push(`en has no ${key}`)
  else if (args(text) !== args(en.get(key) ?? '')) faults.push(`${key}: zh and en name different arguments`)
}
for (const key of en.keys()) if (!zh.has(key)) faults.push(`zh has no ${key}`)

const src = new URL('../src/', import.meta.url).pathname
const used = new Set()
for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(vue|ts)$/.test(path)) continue
  const text = readFileSync(join(src, path), 'utf8')
  for (const m of text.matchAll(/\bt\(\s*'([\w.]+)'/g)) {
    used.add(m[1])
    if (!zh.has(m[1])) faults.push(`${path}: no text ${m[1]}`)
  }
}
for (const fault of faults) console.error(fault)
console.log(`texts: ${zh.size} in each language, ${used.size} named directly, ${faults.length} faults`)
process.exit(faults.length ? 1 : 0)

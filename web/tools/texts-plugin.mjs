// One module per language with every text of the pages: `virtual:texts/zh`, `virtual:texts/en`.
// Each folder under src/ may hold zh.json and en.json; the folder's name is the first part of the key.
// Texts are compiled here, so that the browser needs neither a compiler nor eval.
import { readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { baseCompile } from '@intlify/message-compiler'

const src = join(dirname(fileURLToPath(import.meta.url)), '..', 'src')

/** The files of a language, sorted. @param {string} lang @returns {string[]} */
export function textFiles(lang) {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === `${lang}.json`)
    .map((path) => join(src, path))
    .sort()
}

/** All texts of a language, uncompiled, by folder name. @param {string} lang */
export function readTexts(lang) {
  /** @type {Record<string, unknown>} */
  const all = {}
  for (const file of textFiles(lang)) all[basename(dirname(file))] = JSON.parse(readFileSync(file, 'utf8'))
  return all
}

/** @param {unknown} value @returns {unknown} */
function compile(value) {
  if (typeof value === 'string') return baseCompile(value, { jit: true, minify: true, location: false }).ast
  return Object.fromEntries(Object.entries(/** @type {object} */ (value)).map(([key, part]) => [key, compile(part)]))
}

/** @returns {import('vite').Plugin} */
export function texts() {
  const prefix = 'virtual:texts/'
  return {
    name: 'nuanqiao-texts',
    resolveId: (id) => (id.startsWith(prefix) ? '\0' + id : undefined),
    load(id) {
      if (!id.startsWith('\0' + prefix)) return undefined
      const lang = id.slice(prefix.length + 1)
      for (const file of textFiles(lang)) this.addWatchFile(file)
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(compile(readTexts(lang))))})`
    },
    handleHotUpdate({ file, server }) {
      if (/[/\\](zh|en)\.json$/.test(file)) server.ws.send({ type: 'full-reload' })
    },
  }
}

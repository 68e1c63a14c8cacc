// Measures the first load of the desk: the entry and everything that it imports at once, plus the language's texts,
// the sign-in page, the frame and the home page; all gzip. Fails above 300 KB.
import { readFileSync, statSync } from 'node:fs'

const LIMIT_KB = 300
const FIRST = ['src/desk/shell/DeskShell.vue', 'src/desk/account/SignIn.vue', 'src/desk/home/HomePage.vue', 'texts/zh']
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const files = new Set(['index.html'])
const seen = new Set()

/** @param {string} key */
function take(key) {
  if (seen.has(key)) return
  seen.add(key)
  const chunk = manifest[key]
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const next of chunk.imports ?? []) take(next)
}
for (const key of Object.keys(manifest)) {
  if (manifest[key].isEntry || FIRST.some((end) => key.endsWith(end))) take(key)
}
for (const name of FIRST) if (![...seen].some((key) => key.endsWith(name))) throw new Error(`no chunk for ${name}`)

let total = 0
const rows = [...files].map((file) => ({ file, bytes: statSync(new URL(file + '.gz', dist)).size }))
for (const row of rows.sort((a, b) => b.bytes - a.bytes)) {
  total += row.bytes
  console.log(`${(row.bytes / 1024).toFixed(1).padStart(8)} KB  ${row.file}`)
}
const kb = total / 1024
console.log(`first load of the desk: ${kb.toFixed(1)} KB gzip, limit ${LIMIT_KB} KB`)
process.exit(kb <= LIMIT_KB ? 0 : 1)

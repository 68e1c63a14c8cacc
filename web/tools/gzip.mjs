// Writes FILE.gz beside every text asset of dist/, so that the server never compresses.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, constants } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url).pathname
let before = 0
let after = 0
for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const file = join(dist, path)
  if (!/\.(js|css|html|svg|json)$/.test(file) || !statSync(file).isFile()) continue
  const bytes = readFileSync(file)
  const packed = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION })
  writeFileSync(file + '.gz', packed)
  before += bytes.length
  after += packed.length
}
console.log(`gzip: ${Math.round(before / 1024)} KB -> ${Math.round(after / 1024)} KB`)

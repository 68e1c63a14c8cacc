// Rows from elsewhere: text copied out of a spreadsheet, csv files, xlsx files. All in the browser, without a library: an
// xlsx file is a zip of XML, and browsers inflate and parse both.
import { readDay } from '@/ui/format'

const ROWS_MAX = 2000

/** Cells of a tab-separated clipboard or of a csv text; quotes as spreadsheets write them. */
export function readText(text: string, separator = text.includes('\t') ? '\t' : ','): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  for (let i = 0; i < source.length && rows.length < ROWS_MAX; i++) {
    const c = source[i]
    if (quoted) {
      if (c === '"' && source[i + 1] === '"') {
        cell += '"'
        i++
      } else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"' && cell === '') quoted = true
    else if (c === separator) {
      row.push(cell)
      cell = ''
    } else if (c === '\n') {
      row.push(cell)
      rows.push(row)
      row = []
      cell = ''
    } else cell += c
  }
  if (cell !== '' || row.length) rows.push([...row, cell])
  return rows.map((r) => r.map((v) => v.trim())).filter((r) => r.some(Boolean))
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
/** The files of a zip whose names are wanted, by the central directory. */
async function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new Error('zip')
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let n = view.getUint16(end + 10, true); n > 0 && view.getUint32(at, true) === 0x02014b50; n--) {
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (wanted(name)) {
      const local = view.getUint32(at + 42, true)
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      const raw = bytes.subarray(start, start + view.getUint32(at + 20, true))
      files.set(name, view.getUint16(at + 10, true) === 8 ? await inflate(raw) : raw)
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return files
}
const parse = (bytes: Uint8Array | undefined): Document | null => (bytes ? new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'application/xml') : null)
const textOf = (e: Element): string => [...e.getElementsByTagName('t')].filter((x) => x.parentElement?.tagName !== 'rPh').map((x) => x.textContent ?? '').join('')
/** "BC12" is column 54. */
const columnOf = (place: string): number => [...place.replace(/\d/g, '')].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1

/** The first sheet of an xlsx file; numbers as they are stored (a date is a count of days: see readCell). */
async function readXlsx(file: File): Promise<string[][]> {
  const files = await unzip(new Uint8Array(await file.arrayBuffer()), (name) => /^xl\/(sharedStrings\.xml|worksheets\/sheet\d+\.xml)$/.test(name))
  const first = [...files.keys()].filter((name) => name.includes('worksheets')).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0]
  const sheet = parse(first ? files.get(first) : undefined)
  if (!sheet) throw new Error('sheet')
  const shared = [...(parse(files.get('xl/sharedStrings.xml'))?.getElementsByTagName('si') ?? [])].map(textOf)
  const rows: string[][] = []
  for (const r of sheet.getElementsByTagName('row')) {
    if (rows.length >= ROWS_MAX) break
    const row: string[] = []
    for (const c of r.getElementsByTagName('c')) {
      const v = c.getElementsByTagName('v')[0]?.textContent ?? ''
      const kind = c.getAttribute('t')
      const at = c.getAttribute('r') ? columnOf(c.getAttribute('r') ?? '') : row.length
      while (row.length < at) row.push('')
      row[at] = (kind === 's' ? (shared[Number(v)] ?? '') : kind === 'inlineStr' ? textOf(c) : kind === 'b' ? (v === '1' ? 'true' : 'false') : v).trim()
    }
    rows.push(row)
  }
  return rows.filter((r) => r.some(Boolean))
}
/** The rows of a file: xlsx by its content, anything else as text in UTF-8 or GB18030. */
export async function readFile(file: File): Promise<string[][]> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  if (head[0] === 0x50 && head[1] === 0x4b) return readXlsx(file)
  const bytes = await file.arrayBuffer()
  try {
    return readText(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return readText(new TextDecoder('gb18030').decode(bytes))
  }
}

interface Target {
  type: string | null
  choices: { value: string | null; zh: string | null; en: string | null }[]
}
const YES = /^(true|yes|y|是|有|1|√)$/i
const NO = /^(false|no|n|否|无|0|×)$/i
/** A cell as the form keeps it: dates as 2020-05-14, choices by their value, numbers without separators. */
export function readCell(cell: string, target: Target): string {
  const text = cell.trim()
  if (!text) return ''
  if (target.type === 'boolean') return YES.test(text) ? 'true' : NO.test(text) ? 'false' : text
  if (target.type === 'number') return text.replace(/[,，\s]/g, '').replace(/元$/, '')
  if (target.type === 'date') {
    if (/^\d{5}(\.\d+)?$/.test(text)) return new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10)
    return readDay(text) ?? text
  }
  return target.choices.find((c) => [c.value, c.zh, c.en].some((x) => x?.toLowerCase() === text.toLowerCase()))?.value ?? text
}

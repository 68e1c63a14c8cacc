// What is wrong with a typed value, said while it is typed: the same rules as the server's, in words with an example.
import type { PolicyField, PolicyItem } from '@/api/types'
import { text } from '@/i18n'
import { readDay } from '@/ui/format'
import type { Line } from './lines'

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/
interface Sense {
  fits: (f: PolicyField) => boolean
  min: number
  max?: number
  whole?: boolean
  example: string
}
const unit = (...names: string[]) => (f: PolicyField): boolean => names.includes(f.unit ?? '')
const SENSES: Sense[] = [
  { fits: (f) => /_year$/.test(f.key ?? ''), min: 1900, max: 2100, whole: true, example: '2020' },
  { fits: (f) => /_share$/.test(f.key ?? ''), min: 0, max: 100, example: '30' },
  { fits: (f) => /age$/.test(f.key ?? '') && f.unit === 'years', min: 0, max: 150, whole: true, example: '35' },
  { fits: unit('years', '年'), min: 0, max: 150, example: '3' },
  { fits: unit('people', '人'), min: 0, whole: true, example: '52' },
  { fits: unit('nights', '晚'), min: 0, whole: true, example: '14' },
  { fits: unit('days', 'day', '天', '日'), min: 0, example: '14' },
  { fits: unit('months', '月'), min: 0, example: '6' },
]
const isMoney = unit('yuan', '元')

function numberFault(f: PolicyField, value: string): string | null {
  if (!NUMBER.test(value)) return text('claim.bad.number')
  if (isMoney(f) && /\.\d{3,}$/.test(value)) return text('claim.bad.fen')
  if (isMoney(f)) return value.startsWith('-') && Number(value) < 0 ? text('claim.bad.less', { example: '1250.50' }) : null
  const sense = SENSES.find((s) => s.fits(f))
  const n = Number(value)
  if (!sense) return null
  if (sense.whole && !Number.isInteger(n)) return text('claim.bad.whole', { example: sense.example })
  if (n >= sense.min && n <= (sense.max ?? Infinity)) return null
  return sense.max === undefined ? text('claim.bad.less', { example: sense.example }) : text('claim.bad.range', { min: sense.min, max: sense.max, example: sense.example })
}
/** What is wrong with a value of a field; null: nothing, or nothing is typed. */
export function faultOf(f: PolicyField, value: string | null | undefined): string | null {
  if (!value) return null
  if (f.type === 'number') return numberFault(f, value)
  if (f.type === 'date' && !readDay(value)) return text('claim.bad.date')
  return null
}

/** "1/stay_from" or "1": what is wrong with the lines by themselves; numbers count the given lines from 0. */
export function lineFaults(item: PolicyItem, fields: PolicyField[], lines: Line[], no: (line: Line) => number): Record<string, string> {
  const found: Record<string, string> = {}
  lines.forEach((line, i) => {
    for (const f of fields) {
      const fault = faultOf(f, line.values[f.key ?? ''])
      if (fault) found[`${i}/${f.key}`] = fault
    }
  })
  const { from_key: from, to_key: to } = item
  const once = item.exclusions.some((x) => x.item_code === item.code && x.by === 'person_day')
  if (!once || !from || !to) return found
  const days = lines.map((l) => ({ who: l.worker_id, from: readDay(l.values[from] ?? ''), to: readDay(l.values[to] ?? '') }))
  days.forEach((b, i) => {
    const told = days.slice(0, i).flatMap((a, k) => {
      if (!a.who || a.who !== b.who || !a.from || !a.to || !b.from || !b.to) return []
      const first = a.from > b.from ? a.from : b.from
      const last = a.to < b.to ? a.to : b.to
      if (first > last) return []
      const n = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1
      const at = { a: no(lines[k]!), b: no(lines[i]!), name: lines[i]!.person, from: first, to: last, n }
      return [n === 1 ? text('claim.bad.overlap_day', at) : text('claim.bad.overlap', at)]
    })
    if (told.length) found[`${i}`] = told.join(' ')
  })
  return found
}

// Numbers, money, dates and sizes as people read them.  The server sends fen, calendar dates and UTC instants.
import { language } from '@/i18n'
import { session } from '@/session'

export const DASH = '—'

/** A name where it stands as a label: in English its first letter is a capital. Codes with a dot or an underscore stay. */
export const asLabel = (name: string): string => (/^[a-z][^._]*$/.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name)

export function formatNumber(n: number | null | undefined): string {
  return n === null || n === undefined ? DASH : n.toLocaleString('en-US')
}

export type MoneyUnit = 'yuan' | 'wan' | 'yi'
/** Fen as a decimal text in a unit, exact: only whole digits are moved. */
export function moneyDigits(fen: number, unit: MoneyUnit): string {
  const shift = unit === 'yuan' ? 2 : unit === 'wan' ? 6 : 10
  const digits = String(Math.abs(fen)).padStart(shift + 1, '0')
  const whole = Number(digits.slice(0, -shift)).toLocaleString('en-US')
  const part = digits.slice(-shift).replace(/0+$/, '')
  const least = unit === 'yuan' ? part.padEnd(part ? 2 : 0, '0') : part
  return `${fen < 0 ? '-' : ''}${whole}${least ? `.${least}` : ''}`
}
export const moneyUnitName = (unit: MoneyUnit): string =>
  language() === 'zh' ? { yuan: '元', wan: '万元', yi: '亿元' }[unit] : { yuan: 'CNY', wan: '×10k CNY', yi: '×100m CNY' }[unit]
export function formatMoney(fen: number | null | undefined, unit: MoneyUnit): string {
  return fen === null || fen === undefined ? DASH : moneyDigits(fen, unit)
}
/** Fen in 万元 with its unit, rounded to a hundredth: for cards, where the exact amount is one click away. */
export function formatWan(fen: number): string {
  if (language() === 'en') return `${(fen / 100_000_000).toLocaleString('en-US', { maximumFractionDigits: 4 })} M CNY`
  const wan = (fen / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 2 })
  return `${wan} ${moneyUnitName('wan')}`
}
/** Fen as yuan to the fen, for money that is claimed, kept and paid: 1234567 -> 12,345.67. */
export function formatYuan(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return DASH
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${Number(digits.slice(0, -2)).toLocaleString('en-US')}.${digits.slice(-2)}`
}
/** What a person types in a unit, as fen; undefined when it is not an amount or finer than a fen. */
export function parseMoney(text: string, unit: MoneyUnit): number | null | undefined {
  const clean = text.replace(/[,，\s]/g, '')
  if (clean === '') return null
  const m = /^(-?)(\d{1,14})(?:\.(\d+))?$/.exec(clean)
  if (!m) return undefined
  const shift = unit === 'yuan' ? 2 : unit === 'wan' ? 6 : 10
  const part = (m[3] ?? '').replace(/0+$/, '')
  if (part.length > shift) return undefined
  const fen = Number(m[2] + part.padEnd(shift, '0')) * (m[1] ? -1 : 1)
  return Number.isSafeInteger(fen) ? fen : undefined
}

const two = (n: number): string => String(n).padStart(2, '0')
/** A moment on the zone's wall clock, wherever the reader's computer is: to be read with the getUTC... functions. */
export function zoneClock(at: Date): Date {
  const minutes = session.me?.zone.utc_offset_minutes ?? -at.getTimezoneOffset()
  return new Date(at.getTime() + minutes * 60000)
}
/** A UTC instant in the zone's time, to the minute. */
export function formatInstant(at: string | null | undefined, seconds = false): string {
  if (!at) return DASH
  const d = zoneClock(new Date(at))
  if (Number.isNaN(d.getTime())) return DASH
  const day = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`
  return `${day} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}${seconds ? `:${two(d.getUTCSeconds())}` : ''}`
}
export const formatDate = (day: string | null | undefined): string => day ?? DASH
export function formatBytes(n: number): string {
  if (n < 1024) return `${n} B`
  if (n < 1024 * 1024) return `${(n / 1024).toFixed(0)} KB`
  return `${(n / 1024 / 1024).toFixed(1)} MB`
}
export function formatShare(permille: number | null | undefined): string {
  return permille === null || permille === undefined ? DASH : `${(permille / 10).toFixed(permille % 10 ? 1 : 0)} %`
}
/** "20 minutes ago" for lists where the exact time is in the tooltip. */
export function formatAgo(at: string): string {
  const minutes = Math.round((Date.now() - new Date(at).getTime()) / 60000)
  const zh = language() === 'zh'
  if (minutes < 1) return zh ? '刚刚' : 'just now'
  if (minutes < 60) return zh ? `${minutes} 分钟前` : `${minutes} min ago`
  if (minutes < 24 * 60) return zh ? `${Math.round(minutes / 60)} 小时前` : `${Math.round(minutes / 60)} h ago`
  return formatInstant(at).slice(0, 10)
}
/** A day as people and spreadsheets write it (2020-02-15, 20200215, 2020/2/15, 2020.2.15, 2020年2月15日) as YYYY-MM-DD; null:
 *  it is none. The server reads the same. */
export function readDay(words: string): string | null {
  const day = words.trim().replace(/\s+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$/, '')
  const m = /^(\d{4})(\d{2})(\d{2})$/.exec(day) ?? /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(day)?.filter((_, i) => i !== 2) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(day)
  if (!m) return null
  const text = `${m[1]}-${(m[2] ?? '').padStart(2, '0')}-${(m[3] ?? '').padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) && !text.startsWith('0000') ? text : null
}

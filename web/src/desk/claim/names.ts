// Names and colours of the wire values of claims and payee accounts.
import { i18n, language, text } from '@/i18n'
import type { Choice } from '@/ui/ChoiceField.vue'
import type { Tone } from '@/ui/StateTag.vue'

export const STATES = ['draft', 'submitted', 'supplement', 'first_review', 'second_review', 'approved', 'noticed', 'payable', 'in_batch', 'paid', 'pay_failed', 'rejected', 'withdrawn']
export const ACCOUNT_STATES = ['entered', 'verified', 'refused', 'replaced']
/** The way of a claim, for the bar that shows how far it is. */
export const STEPS = ['draft', 'first_review', 'second_review', 'payable', 'paid'] as const

export const STATE_TONE: Record<string, Tone> = {
  draft: 'grey', submitted: 'blue', supplement: 'amber', first_review: 'blue', second_review: 'blue', approved: 'blue', noticed: 'blue', payable: 'blue', in_batch: 'blue', paid: 'green', pay_failed: 'red', rejected: 'red', withdrawn: 'grey',
}
export const VERDICT_TONE: Record<string, Tone> = { entitled: 'green', likely: 'blue', lacks: 'amber', not: 'red' }
export const ACCOUNT_TONE: Record<string, Tone> = { entered: 'amber', verified: 'green', refused: 'red', replaced: 'grey' }

/** The name of a wire value in a group of texts, e.g. named('state', 'paid'). */
export function named(group: string, value: string | null | undefined): string {
  if (!value) return ''
  const key = `claim.${group}.${value}`
  return i18n.global.te(key) ? text(key) : value
}
export const choices = (group: string, values: string[]): Choice[] => values.map((value) => ({ value, label: named(group, value) }))

/** How far a claim is on its way: an index of STEPS. */
export function stepOf(state: string): number {
  if (state === 'draft') return 0
  if (['submitted', 'supplement', 'first_review'].includes(state)) return 1
  if (state === 'second_review') return 2
  if (['approved', 'noticed', 'payable', 'in_batch', 'pay_failed'].includes(state)) return 3
  return state === 'paid' ? 4 : 1
}
export const isOver = (state: string): boolean => ['paid', 'rejected', 'withdrawn'].includes(state)
/** The reader's language of a pair that the server sends in both. */
export const inLang = (zh: string | null | undefined, en: string | null | undefined): string => (language() === 'zh' ? (zh ?? en) : (en ?? zh)) ?? ''
/** "3 天 4 小时": how long, in the two largest units. */
export function formatSpan(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days) return hours ? text('claim.span_dh', { d: days, h: hours }) : text('claim.span_d', { d: days })
  if (hours) return text('claim.span_h', { h: hours })
  return text('claim.span_m', { m: minutes % 60 })
}
export const spanSince = (at: string | null | undefined): string => (at ? formatSpan((Date.now() - new Date(at).getTime()) / 1000) : '')
/** Sentences of the server, one a line. */
export const sentences = (words: string | null | undefined): string[] => (words ?? '').split('\n').map((line) => line.trim()).filter(Boolean)
/** A number of a fact as people read it, with its unit: 12345.7 yuan is 12,345.70 元. A text that is no number stays. */
export function withUnit(value: string, unit: string | null | undefined): string {
  const m = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(value)
  if (!m) return value
  const part = unit === 'yuan' ? (m[3] ?? '').padEnd(2, '0') : (m[3] ?? '')
  const whole = (m[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',')
  const digits = `${m[1]}${whole}${part ? `.${part}` : ''}`
  return unit ? `${digits}${unit === 'percent' ? '' : ' '}${named('unit', unit)}` : digits
}

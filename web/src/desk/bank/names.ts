// Names and colours of the wire values of payment batches.
import { i18n, text } from '@/i18n'
import type { Choice } from '@/ui/ChoiceField.vue'
import type { Tone } from '@/ui/StateTag.vue'

export const STATES = ['made', 'released', 'settled', 'cancelled']
export const FORMATS = ['xlsx', 'csv', 'pain001']
export const STATE_TONE: Record<string, Tone> = { made: 'amber', released: 'blue', settled: 'green', cancelled: 'grey' }
export const LINE_TONE: Record<string, Tone> = { waiting: 'blue', paid: 'green', failed: 'red', returned: 'red', cancelled: 'grey' }

/** The name of a wire value in a group of texts, e.g. named('state', 'made'). */
export function named(group: string, value: string | null | undefined): string {
  if (!value) return ''
  const key = `bank.${group}.${value}`
  return i18n.global.te(key) ? text(key) : value
}
export const choices = (group: string, values: string[]): Choice[] => values.map((value) => ({ value, label: named(group, value) }))

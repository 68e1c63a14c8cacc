// Names and colours of the wire values of enterprises.
import { i18n, text } from '@/i18n'
import type { Choice } from '@/ui/ChoiceField.vue'
import type { Tone } from '@/ui/StateTag.vue'

export const KINDS = ['enterprise', 'branch', 'sole_trader', 'other']
export const STATES = ['active', 'closed', 'merged']
export const SIZES = ['large', 'medium', 'small', 'micro', 'unclassed']
export const FLAGS = ['above_scale', 'high_tech', 'resumed', 'specialised', 'listed', 'other']
export const RELATIONS = ['registration', 'tax', 'statistics']
export const IDENTIFIERS = ['uscc', 'reg15', 'orgcode']
export const LIST_KINDS = ['above_scale', 'high_tech', 'size_class', 'resumption', 'other']
export const ID_KINDS = ['citizen', 'hmt_permit', 'hmt_residence', 'passport', 'foreign_residence']
export const DEGREES = ['below_college', 'college', 'bachelor', 'master', 'doctor']
export const TITLES = ['junior', 'middle', 'associate_senior', 'full_senior', 'technician', 'senior_technician']

/** The name of a wire value in a group of texts, e.g. named('kind', 'branch'). */
export function named(group: string, value: string | null | undefined): string {
  if (!value) return ''
  const key = `registry.${group}.${value}`
  return i18n.global.te(key) ? text(key) : value
}
export const choices = (group: string, values: string[]): Choice[] => values.map((value) => ({ value, label: named(group, value) }))

export const STATE_TONE: Record<string, Tone> = { active: 'green', closed: 'grey', merged: 'amber' }
export const FLAG_TONE: Record<string, Tone> = { above_scale: 'blue', high_tech: 'blue', resumed: 'green', specialised: 'amber', listed: 'amber' }
export const SIZE_TONE: Record<string, Tone> = { large: 'blue', medium: 'blue', small: 'grey', micro: 'grey', unclassed: 'amber' }

// Names and colours of policies, their rules and verdicts; names that come in both languages.
import type { ItemState, MatchVerdict, PolicyField, RuleState } from '@/api/types'
import { i18n, language, text } from '@/i18n'
import type { Choice } from '@/ui/ChoiceField.vue'
import type { Tone } from '@/ui/StateTag.vue'

export const KINDS = ['money', 'service']
export const SUBJECTS = ['enterprise', 'workers']
export const STATES = ['draft', 'open', 'closed']

interface Both {
  zh?: string | null
  en?: string | null
}
/** The text of the reader's language, else the other one. */
export const inWords = (both: Both | null | undefined): string => (language() === 'zh' ? both?.zh || both?.en : both?.en || both?.zh) || ''
export const nameOf = (row: { name_zh?: string | null; name_en?: string | null }): string => inWords({ zh: row.name_zh, en: row.name_en })
export const titleOf = (row: { title_zh?: string | null; title_en?: string | null }): string => inWords({ zh: row.title_zh, en: row.title_en })
export const summaryOf = (row: { summary_zh?: string | null; summary_en?: string | null }): string => inWords({ zh: row.summary_zh, en: row.summary_en })
/** The policy that an item belongs to. */
export const documentOf = (row: { document_title: string | null; document_title_en: string | null }): string => inWords({ zh: row.document_title, en: row.document_title_en })
/** A field's label with its unit. */
export const fieldLabel = (f: PolicyField): string => `${inWords(f) || f.key}${f.unit ? ` (${unitName(f.unit)})` : ''}`

/** How to answer what people ask about most. */
export const factHint = (key: string): string | undefined => (i18n.global.te(`policy.fact_hint.${key}`) ? text(`policy.fact_hint.${key}`) : undefined)

export function named(group: string, value: string | null | undefined): string {
  if (!value) return ''
  const key = `policy.${group}.${value}`
  return i18n.global.te(key) ? text(key) : value
}
export const unitName = (unit: string): string => named('unit', unit)
export const choices = (group: string, values: string[]): Choice[] => values.map((value) => ({ value, label: named(group, value) }))

export const STATE_TONE: Record<ItemState, Tone> = { draft: 'amber', open: 'green', closed: 'grey' }
export const RULE_TONE: Record<RuleState, Tone> = { draft: 'amber', tested: 'blue', reviewed: 'blue', published: 'green', superseded: 'grey' }
/** The best first. */
export const VERDICTS: readonly MatchVerdict[] = ['entitled', 'likely', 'lacks', 'failed', 'not']
export const VERDICT_TONE: Record<MatchVerdict, Tone> = { entitled: 'green', likely: 'blue', lacks: 'amber', not: 'grey', failed: 'red' }

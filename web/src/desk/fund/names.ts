// Names and colours of what the ledger knows: accounts, movements, pots.
import type { FundAccount, FundKind, FundPot } from '@/api/types'
import { i18n, language, text } from '@/i18n'
import type { Tone } from '@/ui/StateTag.vue'

/** The accounts that money of the budget can be in, in the order of its way. */
export const PLACES = ['paid', 'committed', 'reserved', 'available', 'recovered'] as const
export type Place = (typeof PLACES)[number]
/** The six figures of a pot, a year or whatever has them. */
export type Figures = Record<`${FundAccount}_fen`, number>

const KIND_TONES: Record<FundKind, Tone> = { add: 'blue', cut: 'amber', reserve: 'blue', release: 'grey', commit: 'blue', uncommit: 'amber', pay: 'green', unpay: 'amber', recover: 'amber' }
export const kindTone = (kind: FundKind): Tone => KIND_TONES[kind]
export const kindName = (kind: string): string => named('kind', kind)
export const accountName = (account: string): string => named('account', account)
export const potName = (pot: FundPot): string => (language() === 'zh' ? pot.name_zh : pot.name_en) || pot.code

function named(group: string, value: string): string {
  const key = `fund.${group}.${value}`
  return i18n.global.te(key) ? text(key) : value
}

// Which rows of which tables applied to somebody: what the judgement tells, as the tables mark it.
import type { Judgement } from '@/api/types'

export function firedRows(j: Judgement): Record<string, number[]> {
  const rows: Record<string, number[]> = {}
  for (const f of j.fired) (rows[f.decision] ??= []).push(f.row)
  return rows
}

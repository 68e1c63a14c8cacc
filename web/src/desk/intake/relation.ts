// An enterprise counts for the zone through a dated relation; a sheet without one leaves that to be typed.
import type { Import, ImportTarget } from '@/api/types'

const FIELDS = ['registration_since', 'tax_since', 'statistics_since']

// The relations that a sheet could bring when it brings none of them; empty otherwise, and for sheets that bring no enterprises.
export function missingRelations(it: Import, taken: Set<string | null>): ImportTarget[] {
  const relations = it.targets.filter((x) => FIELDS.includes(x.field ?? ''))
  return relations.some((x) => taken.has(x.field)) ? [] : relations
}

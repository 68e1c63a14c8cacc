// The matrix of roles and rights, asked once; it carries the names in both languages.
import { reactive } from 'vue'
import { ask } from '@/api/client'
import type { Grant, RightMatrix } from '@/api/types'
import { language } from '@/i18n'

const kept = reactive<{ matrix: RightMatrix | null; asking: Promise<void> | null }>({ matrix: null, asking: null })

export function loadMatrix(): Promise<void> {
  kept.asking ??= ask('getRights', {}).then(
    (m) => void (kept.matrix = m),
    (e: unknown) => {
      kept.asking = null
      throw e
    },
  )
  return kept.asking
}
export const matrix = (): RightMatrix | null => kept.matrix
const label = (row: { zh: string | null; en: string | null } | undefined, wire: string): string =>
  (language() === 'zh' ? row?.zh : row?.en) ?? wire
export const roleName = (role: string): string => label(kept.matrix?.roles.find((r) => r.role === role), role)
export const rightName = (right: string): string => label(kept.matrix?.rights.find((r) => r.right === right), right)
export const grantName = (g: Grant): string => (g.scope_name ? `${roleName(g.role)} · ${g.scope_name}` : roleName(g.role))

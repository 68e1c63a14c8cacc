import { i18n, text } from '@/i18n'

/** "enterprise.update" -> its sentence; an unknown one as it stands. */
export function actionName(action: string | null): string {
  if (!action) return ''
  const refused = action.endsWith('_refused')
  const plain = refused ? action.slice(0, -'_refused'.length) : action
  const key = `audit.act.${plain}`
  const name = i18n.global.te(key) ? text(key) : plain
  return refused ? text('audit.refused', { name }) : name
}

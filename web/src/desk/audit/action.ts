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

/** Who did it: a person's name, or the program itself. */
export const actorName = (name: string | null): string => (name === 'system' ? text('audit.system') : (name ?? ''))
/** Where it came from: an address, or a part of the program. */
export function remoteName(remote: string | null): string {
  const key = `audit.from_${remote}`
  return remote && i18n.global.te(key) ? text(key) : (remote ?? '')
}

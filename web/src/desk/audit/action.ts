import { i18n, text } from '@/i18n'

/** "enterprise.update" -> its sentence; an unknown one as it stands. */
export function actionName(action: string | null): string {
  if (!action) return ''
  const [subject, verb] = action.split('.')
  const refused = verb?.endsWith('_refused')
  const plain = refused ? verb!.slice(0, -'_refused'.length) : verb
  const s = `audit.subject.${subject}`
  const v = `audit.verb.${plain}`
  const name = i18n.global.te(s) && i18n.global.te(v) ? text('audit.sentence', { verb: text(v), subject: text(s) }) : action
  return refused ? text('audit.refused', { name }) : name
}

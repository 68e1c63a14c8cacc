// What waits for this person on the way from a claim to its money; shown with the other things to do.
import { ask } from '@/api/client'
import type { Todo } from '@/api/types'
import { text } from '@/i18n'
import { may } from '@/session'

const PAGE = 100

export async function workTodos(): Promise<Todo[]> {
  const quiet = <T>(run: Promise<T>): Promise<T | null> => run.catch(() => null)
  const [counts, accounts, made, released] = await Promise.all([
    may('claim_read') ? quiet(ask('countClaims', {})) : null,
    may('payee_verify') ? quiet(ask('listAccounts', { state: 'entered', limit: PAGE })) : null,
    may('payment_edit') ? quiet(ask('listPayments', { state: 'made', limit: PAGE })) : null,
    may('payment_edit') ? quiet(ask('listPayments', { state: 'released', limit: PAGE })) : null,
  ])
  const count = (...states: string[]): number => (counts?.items ?? []).filter((c) => states.includes(c.state)).reduce((n, c) => n + c.n, 0)
  const found: Todo[] = []
  const add = (right: string, key: string, label: string, n: number, link: string): void => {
    if (may(right) && n > 0) found.push({ key, label, count: n, link })
  }
  add('claim_first', 'claim_first', text('claim.todo.first'), count('submitted', 'first_review'), '/reviews?queue=first')
  add('claim_second', 'claim_second', text('claim.todo.second'), count('second_review'), '/reviews?queue=second')
  add('claim_edit', 'claim_supplement', text('claim.todo.supplement'), count('supplement'), '/claims?state=supplement')
  add('claim_edit', 'claim_failed', text('claim.todo.failed'), count('pay_failed'), '/claims?state=pay_failed')
  add('payee_verify', 'payee', text('claim.todo.account'), accounts?.items.length ?? 0, '/payees?state=entered')
  add('payment_edit', 'payable', text('claim.todo.finance'), count('payable'), '/payments/new')
  add('payment_edit', 'release', text('claim.todo.release'), made?.items.filter((b) => b.actions.includes('release')).length ?? 0, '/payments?state=made')
  add('payment_edit', 'result', text('claim.todo.result'), released?.items.length ?? 0, '/payments?state=released')
  return found
}

// Who is signed in, and what that person may do.
import { reactive } from 'vue'
import { ApiError, ask, setCsrf } from './api/client'
import type { SessionInfo as Session } from './api/types'

interface State {
  known: boolean
  me: Session | null
}
export const session = reactive<State>({ known: false, me: null })

function keep(me: Session | null): void {
  session.known = true
  session.me = me
  setCsrf(me?.csrf ?? '')
}

/** Does the person hold the right somewhere? What may be done with one record is told by the record's actions. */
export const may = (right: string): boolean => session.me?.rights.includes(right) ?? false

export async function loadSession(): Promise<void> {
  try {
    keep(await ask('getSession', {}, { quiet: true }))
  } catch (e) {
    if (e instanceof ApiError && e.status === 401) keep(null)
    else throw e
  }
}
export async function signIn(zone: string, login: string, password: string): Promise<void> {
  keep(await ask('signIn', { zone, login, password }, { quiet: true }))
}
export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  keep(await ask('changePassword', { old_password: oldPassword, new_password: newPassword }))
}
export async function signOut(): Promise<void> {
  try {
    await ask('signOut', {}, { quiet: true })
  } finally {
    forgetSession()
  }
}
export function forgetSession(): void {
  keep(null)
}

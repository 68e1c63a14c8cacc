// Small shared behaviour of pages.
import { onBeforeUnmount, onMounted, reactive, ref, watch, type Ref } from 'vue'
import { ApiError, ask, newKey, type In, type ListId, type RowOf } from '@/api/client'
import { text } from '@/i18n'
import { ElMessage, ElMessageBox } from './el'

/** Is the window as narrow as a phone? */
export function useNarrow(): Ref<boolean> {
  const media = window.matchMedia('(max-width: 767px)')
  const narrow = ref(media.matches)
  const change = (): void => void (narrow.value = media.matches)
  onMounted(() => media.addEventListener('change', change))
  onBeforeUnmount(() => media.removeEventListener('change', change))
  return narrow
}

export function asError(e: unknown): ApiError {
  if (e instanceof ApiError) return e
  return new ApiError(0, 'page', e instanceof Error ? e.message : String(e))
}
export function notifyError(e: unknown): void {
  ElMessage({ type: 'error', message: asError(e).message, duration: 6000, showClose: true })
}
export function notifyDone(message: string): void {
  ElMessage({ type: 'success', message, duration: 2500 })
}
/** Asks once more before something is done that cannot be taken back; `title` names it, on the button too. */
export function confirmed(asked: string, title: string): Promise<boolean> {
  return ElMessageBox.confirm(asked, title, { confirmButtonText: title, cancelButtonText: text('ui.cancel') }).then(
    () => true,
    () => false,
  )
}

export interface Saving {
  busy: Ref<boolean>
  error: Ref<ApiError | null>
  /** What the server says about a field. */
  wrong: (name: string) => string | undefined
  save: () => Promise<void>
}
/** A form that is sent: `send` with one key for each change that is meant, `taken` when the server took it. */
export function useSave<T>(send: (key: string) => Promise<T>, taken: (saved: T) => void | Promise<void>): Saving {
  const busy = ref(false)
  const error = ref<ApiError | null>(null)
  let key = newKey()
  async function save(): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = null
    try {
      const saved = await send(key)
      key = newKey()
      await taken(saved)
    } catch (e) {
      error.value = asError(e)
      if (error.value.status !== 0) key = newKey() // without an answer the same change is asked for again
    } finally {
      busy.value = false
    }
  }
  return { busy, error, wrong: (name) => error.value?.fields[name], save }
}

interface Page<T> {
  items: T[]
  total?: number
  total_capped?: boolean
  next: string | number | null
}
export interface ListState<T> {
  rows: T[]
  total: number
  capped: boolean
  next: string | number | null
  loading: boolean
  error: ApiError | null
  loaded: boolean
}
export interface List<T> {
  state: ListState<T>
  reload: () => Promise<void>
  more: () => Promise<void>
}
/** A keyset list: first page at once and whenever the query changes, further pages on demand. */
export function useList<K extends ListId>(id: K, input: () => In<K>, limit = 100): List<RowOf<K>> {
  const state = reactive({ rows: [], total: 0, capped: false, next: null, loading: false, error: null, loaded: false }) as ListState<RowOf<K>>
  let round = 0
  async function load(after: string | number | null): Promise<void> {
    const mine = ++round
    state.loading = true
    state.error = null
    try {
      const page = (await ask(id, { ...input(), after, limit })) as Page<RowOf<K>>
      if (mine !== round) return
      state.rows = after ? [...state.rows, ...page.items] : page.items
      state.total = page.total ?? state.rows.length
      state.capped = page.total_capped ?? false
      state.next = page.next
      state.loaded = true
    } catch (e) {
      if (mine === round) state.error = asError(e)
    } finally {
      if (mine === round) state.loading = false
    }
  }
  const reload = (): Promise<void> => load(null)
  const more = async (): Promise<void> => {
    if (state.next && !state.loading) await load(state.next)
  }
  watch(() => JSON.stringify(input()), reload, { immediate: true })
  return { state, reload, more }
}

/** Keeps what is typed in this window's session storage, so that an expired session loses nothing. */
export function useDraft<T extends object>(key: string, value: T): { restored: boolean; clear: () => void; move: (key: string) => void; settle: () => void } {
  let name = `nq-draft:${key}`
  let restored = false
  try {
    const kept = sessionStorage.getItem(name)
    if (kept) {
      Object.assign(value, JSON.parse(kept))
      restored = true
    }
  } catch {
    sessionStorage.removeItem(name)
  }
  let untouched = JSON.stringify(value)
  watch(
    value,
    (now) => {
      const text = JSON.stringify(now)
      if (text !== untouched) sessionStorage.setItem(name, text)
      else if (!restored) sessionStorage.removeItem(name)
    },
    { deep: true },
  )
  const clear = (): void => sessionStorage.removeItem(name)
  /** From now on what is typed is kept under another key: a new record has its id. */
  function move(to: string): void {
    const kept = sessionStorage.getItem(name)
    clear()
    name = `nq-draft:${to}`
    if (kept) sessionStorage.setItem(name, kept)
  }
  /** What the form holds now came from the server: nobody typed it, so there is nothing to bring back. */
  function settle(): void {
    untouched = JSON.stringify(value)
    clear()
  }
  return { restored, clear, move, settle }
}

/** A key pressed outside of a field, e.g. "/". */
export function useKey(key: string, run: (e: KeyboardEvent) => void): void {
  const handler = (e: KeyboardEvent): void => {
    const target = e.target as HTMLElement
    if (e.key !== key || e.ctrlKey || e.metaKey || e.altKey) return
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return
    run(e)
  }
  onMounted(() => document.addEventListener('keydown', handler))
  onBeforeUnmount(() => document.removeEventListener('keydown', handler))
}

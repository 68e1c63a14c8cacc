// One claim on a page: the claim with its item, what it shows, and steps that change it.
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { ask, newKey, type ApiError } from '@/api/client'
import type { Claim, PolicyItem } from '@/api/types'
import { text } from '@/i18n'
import { asError, notifyDone } from '@/ui/use'
import { inLang, named, sentences } from './names'
import type { Shown } from './VerdictPanel.vue'

/** Names of what an error is about: of files, fields and lines, never their keys. */
export function labelsOf(error: ApiError | null, item: PolicyItem | null, wanted: { kind: string; label: string }[]): Record<string, string> {
  const field = (key: string): string => {
    const f = item?.fields.find((x) => x.key === key)
    return f ? inLang(f.zh, f.en) : ''
  }
  const nameOf = (name: string): string => {
    const [part, at, key] = name.split('/')
    if (part === 'attachments') return wanted.find((w) => w.kind === at)?.label ?? ''
    if (part === 'form') return field(at ?? '')
    if (part === 'lines' && at) return `${text('claim.sheet_row', { row: Number(at) + 1 })} ${key ? field(key) : ''}`.trim()
    return ''
  }
  return Object.fromEntries(Object.keys(error?.fields ?? {}).map((name) => [name, nameOf(name)]))
}

export interface OneClaim {
  claim: Ref<Claim | null>
  item: Ref<PolicyItem | null>
  error: Ref<ApiError | null>
  /** Names of what the error is about. */
  labels: ComputedRef<Record<string, string>>
  /** The name of the step that is under way. */
  busy: Ref<string>
  shown: ComputedRef<Shown | null>
  /** Who is paid: people of the lines that have an amount, or of all lines of a draft. */
  people: ComputedRef<{ id: string; name: string }[]>
  can: (action: string) => boolean
  load: () => Promise<void>
  /** Runs a step with a fresh key; true when it was taken. */
  step: (what: string, run: (claim: Claim, key: string) => Promise<Claim>) => Promise<boolean>
}
export function useClaim(id: () => string): OneClaim {
  const claim = ref<Claim | null>(null)
  const item = ref<PolicyItem | null>(null)
  const error = ref<ApiError | null>(null)
  const busy = ref('')
  async function load(): Promise<void> {
    error.value = null
    try {
      claim.value = await ask('getClaim', { id: id() })
      if (item.value?.id !== claim.value.item_id) item.value = await ask('getPolicyItem', { id: claim.value.item_id }).catch(() => null)
    } catch (e) {
      error.value = asError(e)
    }
  }
  watch(
    id,
    () => {
      claim.value = null
      void load()
    },
    { immediate: true },
  )
  const shown = computed<Shown | null>(() => {
    const c = claim.value
    return c?.verdict ? { verdict: c.verdict, total_fen: c.total_fen, reasons: sentences(c.reasons), missing: [], as_of: c.as_of } : null
  })
  const people = computed(() => {
    const seen = new Map<string, string>()
    for (const l of claim.value?.lines ?? []) if (l.worker_id && (!l.verdict || l.amount_fen > 0)) seen.set(l.worker_id, l.worker_name ?? '')
    return [...seen].map(([worker, name]) => ({ id: worker, name }))
  })
  const labels = computed(() => labelsOf(error.value, item.value, claim.value?.wanted ?? []))
  let key = newKey()
  async function step(what: string, run: (claim: Claim, key: string) => Promise<Claim>): Promise<boolean> {
    const c = claim.value
    if (!c || busy.value) return false
    busy.value = what
    error.value = null
    try {
      claim.value = await run(c, key)
      key = newKey()
      notifyDone(named('state', claim.value.state))
      return true
    } catch (e) {
      error.value = asError(e)
      if (error.value.status !== 0) key = newKey()
      if (error.value.stale) claim.value = await ask('getClaim', { id: c.id }).catch(() => c)
      return false
    } finally {
      busy.value = ''
    }
  }
  return { claim, item, error, labels, busy, shown, people, can: (action) => claim.value?.actions.includes(action) ?? false, load, step }
}

// The verdict while a claim is typed: good rows are judged, a bad one is marked and left out, and what the server said of a
// cell goes as soon as the cell changes.
import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { ask, type ApiError } from '@/api/client'
import type { Judgement, JudgeLine, PolicyField, PolicyItem } from '@/api/types'
import { asError } from '@/ui/use'
import { faultOf, lineFaults } from './check'
import { formJson, linesJson, type Values } from './facts'
import type { Line } from './lines'

const JUDGE_AFTER_MS = 600
const TRIES = 3

/** The form as it stands. */
export interface Typed {
  item: Ref<PolicyItem | null>
  enterprise: () => string | null
  values: () => Values
  all: () => Line[]
  /** The rows that are not blank. */
  lines: ComputedRef<Line[]>
  formFields: ComputedRef<PolicyField[]>
  lineFields: ComputedRef<PolicyField[]>
}
/** A sentence of the server and what stood there then. */
interface Mark {
  line: Line | null
  key: string | null
  detail: string
  was: string
}
export interface Live {
  judgement: ShallowRef<Judgement | null>
  judging: Ref<boolean>
  /** Why nothing could be judged at all. */
  error: Ref<ApiError | null>
  judged: ShallowRef<Map<Line, JudgeLine>>
  /** "2/stay_from", "2": of the rows that are not blank, counted from 0. */
  lineErrors: ComputedRef<Record<string, string>>
  formErrors: ComputedRef<Record<string, string>>
  /** Rows that do not count as they stand. */
  badLines: ComputedRef<number>
  /** Takes the fields that the server refused; lines are those that were sent. */
  mark: (fields: Record<string, string>, lines: Line[]) => void
}

export function useLive(typed: Typed): Live {
  const judgement = shallowRef<Judgement | null>(null)
  const judged = shallowRef(new Map<Line, JudgeLine>())
  const judging = ref(false)
  const error = ref<ApiError | null>(null)
  const marks = shallowRef<Mark[]>([])

  const stands = (line: Line | null, key: string | null): string => {
    if (!line) return typed.values()[key ?? ''] ?? ''
    return key === null ? JSON.stringify(line) : key === 'worker_id' ? (line.worker_id ?? '') : (line.values[key] ?? '')
  }
  function mark(fields: Record<string, string>, lines: Line[]): void {
    const found: Mark[] = []
    for (const [name, detail] of Object.entries(fields)) {
      const at = /^lines\/(\d+)(?:\/(.+))?$/.exec(name)
      const line = at ? (lines[Number(at[1])] ?? null) : null
      const key = at ? (at[2] ?? null) : name.startsWith('form/') ? name.slice(5) : null
      if (at ? line : key) found.push({ line, key, detail, was: stands(line, key) })
    }
    const again = (m: Mark): boolean => found.some((f) => f.line === m.line && f.key === m.key)
    marks.value = [...marks.value.filter((m) => !again(m) && m.was === stands(m.line, m.key)), ...found]
  }
  const open = computed(() => marks.value.filter((m) => m.was === stands(m.line, m.key)))

  const own = computed(() => (typed.item.value ? lineFaults(typed.item.value, typed.lineFields.value, typed.lines.value, (l) => typed.all().indexOf(l) + 1) : {}))
  const lineErrors = computed(() => {
    const found: Record<string, string> = {}
    for (const m of open.value) {
      const i = m.line ? typed.lines.value.indexOf(m.line) : -1
      if (i >= 0) found[m.key === null ? `${i}` : `${i}/${m.key}`] = m.detail
    }
    return { ...found, ...own.value }
  })
  const formErrors = computed(() => {
    const found: Record<string, string> = {}
    for (const m of open.value) if (!m.line && m.key) found[m.key] = m.detail
    for (const f of typed.formFields.value) {
      const fault = faultOf(f, typed.values()[f.key ?? ''])
      if (fault) found[f.key ?? ''] = fault
    }
    return found
  })
  const badLines = computed(() => new Set(Object.keys(lineErrors.value).map((name) => name.split('/')[0])).size)

  let timer = 0
  let round = 0
  function show(said: Judgement | null, lines: Line[]): void {
    judgement.value = said
    judged.value = new Map(said ? lines.flatMap((l, i) => (said.lines[i] ? [[l, said.lines[i]] as const] : [])) : [])
  }
  /** Judges these rows; those that the server refuses are marked and the others judged. */
  async function judgeRows(item: PolicyItem, enterprise: string, rows: Line[] | null, mine: number): Promise<void> {
    let left = rows
    for (let n = 0; n < TRIES; n++) {
      if (left && !left.length) return show(null, [])
      try {
        const good = Object.fromEntries(Object.entries(typed.values()).filter(([key]) => !formErrors.value[key]))
        const said = await ask('judgePolicyItem', { id: item.id, enterprise_id: enterprise, form_json: formJson(typed.formFields.value, good), lines_json: left ? linesJson(typed.lineFields.value, left) : null })
        if (mine === round) show(said, left ?? [])
        return
      } catch (e) {
        if (mine !== round) return
        const x = asError(e)
        const bad = new Set(Object.keys(x.fields).flatMap((name) => /^lines\/(\d+)/.exec(name)?.[1] ?? []).map(Number))
        mark(x.fields, left ?? [])
        if (!left || !bad.size || n === TRIES - 1) throw x
        left = left.filter((_, i) => !bad.has(i))
      }
    }
  }
  async function judge(): Promise<void> {
    const mine = ++round
    const item = typed.item.value
    const enterprise = typed.enterprise()
    const people = item?.subject === 'workers'
    error.value = null
    if (!item || !enterprise || (people && !typed.lines.value.length)) return show(null, [])
    const bad = new Set(Object.keys(own.value).map((name) => Number(name.split('/')[0])))
    judging.value = true
    try {
      await judgeRows(item, enterprise, people ? typed.lines.value.filter((_, i) => !bad.has(i)) : null, mine)
    } catch (e) {
      if (mine !== round) return
      show(null, [])
      error.value = asError(e)
    } finally {
      if (mine === round) judging.value = false
    }
  }
  watch(
    () => [typed.item.value?.id, typed.enterprise(), JSON.stringify(typed.values()), JSON.stringify(typed.all())],
    () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => void judge(), JUDGE_AFTER_MS)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => window.clearTimeout(timer))
  return { judgement, judging, error, judged, lineErrors, formErrors, badLines, mark }
}

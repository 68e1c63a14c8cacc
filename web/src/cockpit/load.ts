// How the panels of the cockpit get their data: at the beginning, and again with each round of the page.
import { ref, watch, type Ref } from 'vue'
import type { ApiError } from '@/api/client'
import { asError } from '@/ui/use'

/** Runs `load` now and whenever `round` changes; the error of the last run, and a way to try again. */
export function usePanel(round: () => unknown, load: () => Promise<void>): { error: Ref<ApiError | null>; reload: () => Promise<void> } {
  const error = ref<ApiError | null>(null)
  async function reload(): Promise<void> {
    try {
      await load()
      error.value = null
    } catch (e) {
      error.value = asError(e)
    }
  }
  watch(round, reload, { immediate: true })
  return { error, reload }
}
/** What may be missing without the panel being wrong. */
export const quiet = <T>(run: Promise<T>): Promise<T | null> => run.catch(() => null)

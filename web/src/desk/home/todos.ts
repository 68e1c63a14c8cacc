// What waits for this person; shared by the home page and the menu's counter.
import { computed, reactive } from 'vue'
import { ask } from '@/api/client'
import type { Todo } from '@/api/types'

export const todos = reactive<{ items: Todo[]; loaded: boolean }>({ items: [], loaded: false })
export const openQuarantine = computed(() => todos.items.find((x) => x.key === 'quarantine')?.count ?? 0)

export async function refreshTodos(): Promise<void> {
  try {
    todos.items = (await ask('getHome', {})).todos
    todos.loaded = true
  } catch {
    todos.loaded = true // the page itself says what is wrong
  }
}

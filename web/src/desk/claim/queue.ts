// The order of the review queue as it was last shown, so that the next claim is one click away.
import { ref } from 'vue'

export const queueIds = ref<string[]>([])
export const neighbour = (id: string, by: 1 | -1): string | undefined => {
  const at = queueIds.value.indexOf(id)
  return at < 0 ? undefined : queueIds.value[at + by]
}

// The zone's areas and departments, asked once per sign-in.
import { reactive } from 'vue'
import { ask } from '@/api/client'
import type { ZonePage, ZonePart } from '@/api/types'
import { language } from '@/i18n'
import type { Choice } from '@/ui/ChoiceField.vue'

export const zone = reactive<{ page: ZonePage | null }>({ page: null })
let of = ''

export async function loadZone(zoneId: string, again = false): Promise<void> {
  if (of === zoneId && zone.page && !again) return
  zone.page = await ask('getZone', {})
  of = zoneId
}
const named = (p: ZonePart): Choice => ({ value: p.id ?? '', label: (language() === 'zh' ? p.name_zh : p.name_en) || p.name_zh || p.code || '' })
export const areaChoices = (): Choice[] => zone.page?.areas.map(named) ?? []
export const departmentChoices = (): Choice[] => zone.page?.departments.map(named) ?? []

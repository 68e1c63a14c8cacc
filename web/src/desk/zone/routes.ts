import type { RouteRecordRaw } from 'vue-router'

export const zoneRoutes: RouteRecordRaw[] = [
  { path: 'zone', name: 'zone', component: () => import('./ZonePage.vue'), meta: { title: 'zone.title' } },
]

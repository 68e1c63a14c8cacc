import type { RouteRecordRaw } from 'vue-router'

export const fundRoutes: RouteRecordRaw[] = [
  { path: 'pots', name: 'pots', component: () => import('./PotsPage.vue'), meta: { title: 'fund.title' } },
  { path: 'pots/:id', name: 'pot', component: () => import('./PotPage.vue'), meta: { title: 'fund.pot' }, props: true },
]

import type { RouteRecordRaw } from 'vue-router'

export const matchRoutes: RouteRecordRaw[] = [
  { path: 'match', name: 'match', component: () => import('./MatchPage.vue'), meta: { title: 'match.title' } },
  { path: 'match/:id', name: 'match-item', component: () => import('./MatchItemPage.vue'), meta: { title: 'match.title' }, props: true },
  { path: 'entitlements', name: 'entitlements', component: () => import('./EntitlementsPage.vue'), meta: { title: 'match.ours' } },
]

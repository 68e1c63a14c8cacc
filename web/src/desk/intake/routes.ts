import type { RouteRecordRaw } from 'vue-router'

export const intakeRoutes: RouteRecordRaw[] = [
  { path: 'imports', name: 'imports', component: () => import('./ImportsPage.vue'), meta: { title: 'intake.title' } },
  { path: 'imports/:id', name: 'import', component: () => import('./ImportPage.vue'), meta: { title: 'intake.one' }, props: true },
  { path: 'quarantine/:id?', name: 'quarantine', component: () => import('./QuarantinePage.vue'), meta: { title: 'intake.quarantine' } },
]

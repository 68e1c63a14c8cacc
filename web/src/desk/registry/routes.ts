import type { RouteRecordRaw } from 'vue-router'

export const registryRoutes: RouteRecordRaw[] = [
  {
    path: 'enterprises',
    name: 'enterprises',
    component: () => import('./EnterprisesPage.vue'),
    meta: { title: 'registry.title' },
    children: [{ path: ':id', name: 'enterprise', component: () => import('./EnterpriseDrawer.vue'), meta: { title: 'registry.one' }, props: true }],
  },
  { path: 'lists', name: 'lists', component: () => import('./ListsPage.vue'), meta: { title: 'registry.lists' } },
]

import type { RouteRecordRaw } from 'vue-router'

export const policyRoutes: RouteRecordRaw[] = [
  { path: 'policies', name: 'policies', component: () => import('./PoliciesPage.vue'), meta: { title: 'policy.title' } },
  { path: 'policies/items/:id', name: 'policy-item', component: () => import('./ItemPage.vue'), meta: { title: 'policy.item' }, props: true },
  { path: 'policies/rules/:id', name: 'rule', component: () => import('./RulePage.vue'), meta: { title: 'policy.rule' }, props: true },
]
/** The self-test: anybody, without sign-in. */
export const tryRoutes: RouteRecordRaw[] = [
  { path: '/try', name: 'try', component: () => import('./TryPage.vue'), meta: { title: 'policy.try_title', open: true } },
  { path: '/try/:zone/:code', name: 'try-item', component: () => import('./TryItemPage.vue'), meta: { title: 'policy.try_title', open: true }, props: true },
]

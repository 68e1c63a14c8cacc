import type { RouteRecordRaw } from 'vue-router'

export const claimRoutes: RouteRecordRaw[] = [
  { path: 'claims', name: 'claims', component: () => import('./ClaimsPage.vue'), meta: { title: 'claim.title' } },
  { path: 'claims/new', name: 'claim-new', component: () => import('./ClaimEditPage.vue'), meta: { title: 'claim.new_title' } },
  { path: 'claims/:id', name: 'claim', component: () => import('./ClaimPage.vue'), meta: { title: 'claim.one' }, props: true },
  { path: 'claims/:id/edit', name: 'claim-edit', component: () => import('./ClaimEditPage.vue'), meta: { title: 'claim.edit_title' }, props: true },
  { path: 'reviews', name: 'reviews', component: () => import('./ReviewsPage.vue'), meta: { title: 'claim.reviews' } },
  { path: 'reviews/:id', name: 'review', component: () => import('./ReviewPage.vue'), meta: { title: 'claim.review' }, props: true },
  { path: 'payees', name: 'payees', component: () => import('./PayeesPage.vue'), meta: { title: 'claim.payees' } },
]

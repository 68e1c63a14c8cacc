import type { RouteRecordRaw } from 'vue-router'

export const bankRoutes: RouteRecordRaw[] = [
  { path: 'payments', name: 'payments', component: () => import('./PaymentsPage.vue'), meta: { title: 'bank.title' } },
  { path: 'payments/new', name: 'payment-new', component: () => import('./PaymentNewPage.vue'), meta: { title: 'bank.new' } },
  { path: 'payments/:id', name: 'payment', component: () => import('./PaymentPage.vue'), meta: { title: 'bank.one' }, props: true },
  { path: 'reconcile', name: 'reconcile', component: () => import('./ReconcilePage.vue'), meta: { title: 'bank.reconcile' } },
]

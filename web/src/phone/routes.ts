import type { RouteRecordRaw } from 'vue-router'

/** What is made for a phone first; signed-in people only. */
export const phoneRoutes: RouteRecordRaw[] = [
  {
    path: '/m',
    component: () => import('./PhoneShell.vue'),
    children: [
      { path: '', redirect: { name: 'phone-money' } },
      { path: 'money', name: 'phone-money', component: () => import('./MoneyPage.vue'), meta: { title: 'phone.money' } },
      { path: 'money/:id', name: 'phone-claim', component: () => import('./MoneyClaimPage.vue'), meta: { title: 'phone.one' }, props: true },
    ],
  },
]

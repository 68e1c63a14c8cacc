import type { RouteRecordRaw } from 'vue-router'

/** Pages without a session. */
export const openRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', component: () => import('./SignIn.vue'), meta: { title: 'account.sign_in', open: true } },
  { path: '/login', alias: ['/signin', '/sign_in'], redirect: (to) => ({ name: 'sign-in', query: to.query }) },
  { path: '/invitation', name: 'invitation', component: () => import('./AcceptInvitation.vue'), meta: { title: 'account.invitation', open: true } },
  { path: '/password', name: 'password', component: () => import('./ChangePassword.vue'), meta: { title: 'account.change_password', open: true } },
]
export const accountRoutes: RouteRecordRaw[] = [
  { path: 'users/:id?', name: 'users', component: () => import('./UsersPage.vue'), meta: { title: 'account.users' } },
  { path: 'rights', name: 'rights', component: () => import('./RightsPage.vue'), meta: { title: 'account.rights' } },
]

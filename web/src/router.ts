import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { accountRoutes, openRoutes } from './desk/account/routes'
import { auditRoutes } from './desk/audit/routes'
import { bankRoutes } from './desk/bank/routes'
import { claimRoutes } from './desk/claim/routes'
import { fundRoutes } from './desk/fund/routes'
import { intakeRoutes } from './desk/intake/routes'
import { matchRoutes } from './desk/match/routes'
import { policyRoutes, tryRoutes } from './desk/policy/routes'
import { registryRoutes } from './desk/registry/routes'
import { zoneRoutes } from './desk/zone/routes'
import { phoneRoutes } from './phone/routes'
import { loadSession, session } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Text key of the page's title. */
    title?: string
    /** Can be seen without a session. */
    open?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  ...openRoutes,
  ...tryRoutes,
  ...phoneRoutes,
  {
    path: '/',
    component: () => import('./desk/shell/DeskShell.vue'),
    children: [
      { path: '', name: 'home', component: () => import('./desk/home/HomePage.vue'), meta: { title: 'home.title' } },
      ...registryRoutes,
      ...intakeRoutes,
      ...policyRoutes,
      ...matchRoutes,
      ...claimRoutes,
      ...fundRoutes,
      ...bankRoutes,
      ...accountRoutes,
      ...auditRoutes,
      ...zoneRoutes,
      { path: 'cockpit', name: 'cockpit', component: () => import('./cockpit/CockpitPage.vue'), meta: { title: 'cockpit.title' } },
      { path: ':rest(.*)*', name: 'missing', component: () => import('./desk/shell/MissingPage.vue'), meta: { title: 'shell.missing_title' } },
    ],
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.beforeEach(async (to) => {
  if (!session.known) await loadSession()
  if (to.meta.open) return true
  if (!session.me) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { return: to.fullPath } }
  if (session.me.must_change) return { name: 'password', query: { return: to.fullPath } }
  return true
})

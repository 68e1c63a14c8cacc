// The left menu, by task: only what exists and what the person's rights open.
import type { IconName } from '@/ui/NqIcon.vue'
import { may, session } from '@/session'

export interface MenuItem {
  to: string
  text: string
  icon: IconName
  right?: string
  /** Only for those who act for an enterprise. */
  own?: boolean
}
export interface MenuGroup {
  text?: string
  items: MenuItem[]
}

const GROUPS: MenuGroup[] = [
  {
    items: [
      { to: '/', text: 'shell.home', icon: 'home' },
      { to: '/enterprises', text: 'shell.enterprises', icon: 'building', right: 'enterprise_read' },
      { to: '/imports', text: 'shell.imports', icon: 'import', right: 'enterprise_import' },
      { to: '/quarantine', text: 'shell.quarantine', icon: 'quarantine', right: 'enterprise_import' },
      { to: '/cockpit', text: 'shell.cockpit', icon: 'gauge', right: 'cockpit_read' },
    ],
  },
  {
    text: 'shell.delivery',
    items: [
      { to: '/policies', text: 'shell.policies', icon: 'policy' },
      { to: '/entitlements', text: 'shell.entitlements', icon: 'target', right: 'match_read' },
      { to: '/match', text: 'shell.match', icon: 'merge', right: 'cockpit_read' },
      { to: '/m/money', text: 'shell.our_money', icon: 'pot', right: 'claim_read', own: true },
      { to: '/claims', text: 'shell.claims', icon: 'edit', right: 'claim_read' },
      { to: '/reviews', text: 'shell.reviews', icon: 'check', right: 'claim_review' },
      { to: '/payees', text: 'shell.payees', icon: 'key', right: 'payee_read' },
      { to: '/payments', text: 'shell.payments', icon: 'export', right: 'payment_read' },
      { to: '/reconcile', text: 'shell.reconcile', icon: 'scale', right: 'payment_read' },
      { to: '/pots', text: 'shell.pots', icon: 'pot', right: 'fund_read' },
    ],
  },
  {
    text: 'shell.settings',
    items: [
      { to: '/users', text: 'shell.users', icon: 'users', right: 'user_read' },
      { to: '/rights', text: 'shell.rights', icon: 'key', right: 'user_read' },
      { to: '/audit', text: 'shell.audit', icon: 'chain', right: 'audit_read' },
      { to: '/zone', text: 'shell.zone', icon: 'zone' },
    ],
  },
]

export function menu(): MenuGroup[] {
  const acts = session.me?.grants.some((g) => g.scope === 'enterprise') ?? false
  return GROUPS.map((g) => ({ ...g, items: g.items.filter((i) => (!i.right || may(i.right)) && (!i.own || acts)) })).filter((g) => g.items.length > 0)
}

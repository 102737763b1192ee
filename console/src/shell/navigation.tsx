import SideNavigation, {
  type SideNavigationProps,
} from '@cloudscape-design/components/side-navigation';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { isAdmin, type Session } from '../api/session.ts';
import { useSession } from './session-context.ts';

const link = (text: string, path: string): SideNavigationProps.Link => ({
  type: 'link',
  text,
  href: path === '/' ? '/console' : `/console${path}`,
});

function itemsOf(session: Session): SideNavigationProps.Item[] {
  const { deployment } = session;
  return [
    link('Overview', '/'),
    { type: 'divider' },
    link('Events', '/events'),
    link('Alarms', '/alarms'),
    link('Deliveries', '/deliveries'),
    ...(deployment.metrics ? [link('Measures', '/measures')] : []),
    { type: 'divider' },
    link('Functions', '/functions'),
    link('Executions', '/executions'),
    link('Webhooks', '/webhooks'),
    link('Jobs', '/jobs'),
    { type: 'divider' },
    link('Activity by time', '/metrics'),
    link('Account', '/account'),
    ...(isAdmin(session)
      ? [
          { type: 'divider' } as const,
          ...(deployment.own_identity
            ? [link('Projects', '/admin/projects'), link('Users', '/admin/users')]
            : []),
          link('Quotas', '/admin/quotas'),
          link('Dead letters', '/admin/dead-letters'),
        ]
      : []),
  ];
}

/** The entry whose address begins the present one; the longest, so that the overview is not always lit. */
function activeOf(items: readonly SideNavigationProps.Item[], path: string): string {
  const hrefs = items.flatMap((item) => (item.type === 'link' ? [item.href] : []));
  return hrefs
    .filter((href) => path === href || path.startsWith(href.endsWith('/') ? href : `${href}/`))
    .reduce((best, href) => (href.length > best.length ? href : best), '');
}

export function Navigation({ onFollow }: { readonly onFollow: () => void }) {
  const session = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const items = itemsOf(session);
  const path = `/console${pathname}`;
  return (
    <SideNavigation
      items={items}
      activeHref={activeOf(items, path)}
      onFollow={(event) => {
        if (event.detail.external) return;
        event.preventDefault();
        onFollow();
        void navigate({ to: event.detail.href.replace(/^\/console/, '') || '/' });
      }}
    />
  );
}

import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sessionQuery, signOut, switchProject } from '../api/session.ts';
import { ago, instantOf } from '../parts/instants.ts';
import { useNow } from '../parts/use-now.ts';
import { useColourMode } from './colour-mode.ts';
import { useNotices } from './notices.tsx';
import { useSession } from './session-context.ts';

/** Where one is, as whom, and how one leaves. */
export function TopBar() {
  const session = useSession();
  const now = useNow();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { tell } = useNotices();
  const [dark, setDark] = useColourMode();
  const failed = (error: Error) => tell({ type: 'error', content: error.message });

  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => window.location.reload(),
    onError: failed,
  });
  const switching = useMutation({
    mutationFn: switchProject,
    onSuccess: async (fresh) => {
      await navigate({ to: '/' });
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, fresh);
    },
    onError: failed,
  });

  return (
    <div id="top">
      <TopNavigation
        identity={{
          href: '/console',
          title: 'Taibai',
          onFollow: (event) => {
            event.preventDefault();
            void navigate({ to: '/' });
          },
        }}
        utilities={[
          {
            type: 'menu-dropdown',
            text: session.project.name,
            iconName: 'folder',
            ariaLabel: `Project ${session.project.name}`,
            items: session.projects.map(({ id, name }) => ({
              id,
              text: name,
              disabled: !session.can_switch || id === session.project.id,
            })),
            onItemClick: ({ detail }) => switching.mutate(detail.id),
          },
          {
            type: 'menu-dropdown',
            text: session.user.name,
            title: session.user.name,
            description: `The session ends ${ago(instantOf(session.expires_at), now)}`,
            iconName: 'user-profile',
            ariaLabel: `User ${session.user.name}`,
            items: [
              { id: 'mode', text: dark ? 'Light colours' : 'Dark colours' },
              { id: 'account', text: 'Account' },
              { id: 'docs', text: 'API documents', href: '/docs', external: true },
              { id: 'out', text: 'Sign out' },
            ],
            onItemClick: ({ detail }) => {
              if (detail.id === 'mode') setDark(!dark);
              if (detail.id === 'account') void navigate({ to: '/account' });
              if (detail.id === 'out') leaving.mutate();
            },
          },
        ]}
      />
    </div>
  );
}

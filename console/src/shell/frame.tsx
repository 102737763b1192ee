import AppLayout from '@cloudscape-design/components/app-layout';
import Flashbar from '@cloudscape-design/components/flashbar';
import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { ActivityProvider } from '../live/activity.tsx';
import { Navigation } from './navigation.tsx';
import { useNotices } from './notices.tsx';
import { SkipLink } from './skip-link.tsx';
import { TopBar } from './top-bar.tsx';
import { useIdleSignOut } from './use-idle-sign-out.ts';
import { usePlainNavigation } from './use-plain-navigation.ts';

const wide = () => window.matchMedia('(min-width: 900px)').matches;

/** Bar above, navigation at the side, messages and the screen. */
export function Frame() {
  const [open, setOpen] = useState(wide);
  const { shown } = useNotices();
  useIdleSignOut();
  usePlainNavigation();
  return (
    <ActivityProvider>
      <SkipLink />
      <TopBar />
      <AppLayout
        headerSelector="#top"
        navigation={<Navigation onFollow={() => setOpen(wide())} />}
        navigationOpen={open}
        navigationWidth={220}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        notifications={<Flashbar items={shown} stackItems />}
        toolsHide
        content={
          <div id="content" tabIndex={-1}>
            <Outlet />
          </div>
        }
      />
    </ActivityProvider>
  );
}

import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { functionQuery } from '../../api/engine/functions.ts';
import { Failure } from '../../parts/failure.tsx';
import { LoadingSpace } from '../../parts/loading-space.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { useTitle } from '../../parts/title.ts';
import type { Draft } from './draft.ts';
import { functionTabs } from './function-tabs.ts';
import { TabContent } from './tab-content.tsx';
import { useUnsavedWarning } from './unsaved-warning.ts';

const route = getRouteApi('/functions/$id');
const labelOf = (tab: string) => `${tab.slice(0, 1).toUpperCase()}${tab.slice(1)}`;

export function FunctionScreen() {
  const { id } = route.useParams();
  const { tab: active = 'code' } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const found = useQuery(functionQuery(id));
  const [draft, setDraft] = useState<Draft>();
  const name = found.data?.name || id.slice(0, 8);
  useTitle(name);
  useUnsavedWarning(draft !== undefined);
  return (
    <SpaceBetween size="m">
      <Header variant="h1" description={<ShortId id={id} name="Function ID" />}>
        {name}
      </Header>
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSpace lines={24} />}
      {found.data && (
        <Tabs
          activeTabId={active}
          ariaLabel={`Function ${name}`}
          onChange={({ detail }) => {
            const tab = functionTabs.find((one) => one === detail.activeTabId);
            void navigate({ search: { tab } });
          }}
          tabs={functionTabs.map((tab) => ({
            id: tab,
            label: labelOf(tab),
            href: router.history.createHref(
              router.buildLocation({ to: '/functions/$id', params: { id }, search: { tab } })
                .publicHref,
            ),
            content: tab === active && (
              <Suspense fallback={<LoadingSpace lines={20} />}>
                <TabContent tab={tab} fn={found.data} draft={draft} onDraft={setDraft} />
              </Suspense>
            ),
          }))}
        />
      )}
    </SpaceBetween>
  );
}

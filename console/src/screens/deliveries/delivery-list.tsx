import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { mayWrite } from '../../api/session.ts';
import { useList } from '../../live/use-list.ts';
import { usePageOfRows } from '../../live/use-page-of-rows.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { RowPager } from '../../parts/row-pager.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { deliveryColumns } from './delivery-columns.tsx';
import { DeliveryFilterBar } from './delivery-filters.tsx';
import { deliveryItem, type DeliveryItem } from './delivery-item.ts';
import { RedeliverAll } from './redeliver-all.tsx';

const route = getRouteApi('/deliveries');
const idOf = ({ id }: DeliveryItem) => id;

/** What alarms have sent, and whether it arrived. */
export function DeliveryList() {
  useTitle('Deliveries');
  const session = useSession();
  const filters = route.useSearch();
  const [asking, setAsking] = useState(false);
  const list = useList({
    path: '/taibai/v1/deliveries',
    filters: { state: filters.state, alarm_id: filters.alarm },
    item: deliveryItem,
    idOf,
    kind: 'delivery',
    passes: ({ state, alarm_id }) =>
      (filters.state === undefined || state === filters.state) &&
      (filters.alarm === undefined || alarm_id === filters.alarm),
  });
  const page = usePageOfRows(list.items, idOf);
  return (
    <SpaceBetween size="s">
      {list.error && <Failure of={list.error} retry={list.retry} />}
      <Table
        variant="full-page"
        stickyHeader
        wrapLines={false}
        contentDensity="compact"
        resizableColumns
        loading={list.isPending}
        loadingText="Loading"
        items={page.items}
        columnDefinitions={deliveryColumns}
        trackBy="id"
        empty={
          <SpaceBetween size="s">
            <Box variant="p">
              No delivery. An alarm with a URL as action makes one when it fires.
            </Box>
            <CommandLine command="openstack alarm delivery list" />
          </SpaceBetween>
        }
        filter={<DeliveryFilterBar filters={filters} />}
        header={
          <Header
            variant="h1"
            actions={
              <Button
                disabled={!mayWrite(session) || list.items.length === 0}
                disabledReason={
                  mayWrite(session) ? 'There is none.' : 'Readers may not deliver again.'
                }
                onClick={() => setAsking(true)}
              >
                Deliver all of these again
              </Button>
            }
          >
            Deliveries
          </Header>
        }
        ariaLabels={{ tableLabel: 'Deliveries' }}
        footer={
          <>
            <RowPager
              page={page}
              loading={list.loadingMore}
              more={list.more && (() => Promise.resolve(list.more?.()))}
            />
            {list.newer > 0 && <Button onClick={list.showNewer}>{list.newer} new, show</Button>}
          </>
        }
      />
      {asking && <RedeliverAll filters={filters} onClose={() => setAsking(false)} />}
    </SpaceBetween>
  );
}

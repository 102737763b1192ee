import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useList } from '../../live/use-list.ts';
import { usePageOfRows } from '../../live/use-page-of-rows.ts';
import { AlarmState } from '../../parts/alarm-state.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { DeliveryState } from '../../parts/delivery-state.tsx';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { RowPager } from '../../parts/row-pager.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { deliveryPath, eventPath, executionPath } from '../../parts/screen-paths.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { firingItem, type FiringItem, withEffects } from './firing-item.ts';

const idOf = ({ id }: FiringItem) => id;

/** Each time the alarm acted: on what, and what became of it. */
export function FiringList({ alarmId }: { readonly alarmId: string }) {
  const list = useList({
    path: '/taibai/v1/firings',
    filters: { alarm_id: alarmId },
    item: firingItem,
    idOf,
    kind: 'firing',
    passes: ({ alarm_id }) => alarm_id === alarmId,
    changed: withEffects,
  });
  const page = usePageOfRows(list.items, idOf);
  return (
    <SpaceBetween size="s">
      {list.error && <Failure of={list.error} retry={list.retry} />}
      <Table
        variant="borderless"
        contentDensity="compact"
        wrapLines
        loading={list.isPending}
        loadingText="Loading"
        items={page.items}
        trackBy="id"
        columnDefinitions={columns}
        empty={
          <SpaceBetween size="xs">
            <Box>It has not fired yet. “Why not” says what keeps it from firing.</Box>
            <CommandLine command={`openstack alarm diagnose ${alarmId}`} />
          </SpaceBetween>
        }
        header={<Header variant="h2">Firings</Header>}
        ariaLabels={{ tableLabel: 'Firings' }}
        footer={
          <RowPager
            page={page}
            loading={list.loadingMore}
            more={list.more && (() => Promise.resolve(list.more?.()))}
          />
        }
      />
    </SpaceBetween>
  );
}

const columns: readonly TableProps.ColumnDefinition<FiringItem>[] = [
  { id: 'at', header: 'When', minWidth: 100, cell: ({ at }) => <Instant at={at} /> },
  {
    id: 'state',
    header: 'State',
    minWidth: 190,
    cell: ({ from, to }) => (
      <>
        {from} → <AlarmState state={to} />
      </>
    ),
  },
  {
    id: 'event',
    header: 'Caused by',
    minWidth: 200,
    isRowHeader: true,
    cell: ({ message_id, reason }) => {
      const words = visibleText(reason.slice(0, 200));
      return message_id === null ? (
        words
      ) : (
        <span title={words}>
          <ScreenLink to={eventPath(message_id)}>event {visibleText(message_id)}</ScreenLink>
        </span>
      );
    },
  },
  {
    id: 'deliveries',
    header: 'Deliveries',
    minWidth: 140,
    cell: ({ deliveries }) =>
      deliveries.length === 0
        ? '–'
        : deliveries.map(({ id, state }) => (
            <div key={id}>
              <ScreenLink to={deliveryPath(id)}>
                <DeliveryState state={state} />
              </ScreenLink>
            </div>
          )),
  },
  {
    id: 'executions',
    header: 'Executions',
    minWidth: 140,
    cell: ({ executions }) =>
      executions.length === 0
        ? '–'
        : executions.map(({ id, status }) => (
            <div key={id}>
              <ScreenLink to={executionPath(id)}>
                <ExecutionStatus status={status ?? 'pending'} />
              </ScreenLink>
            </div>
          )),
  },
];

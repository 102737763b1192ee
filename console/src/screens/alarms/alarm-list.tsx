import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type Alarm, alarmListQuery } from '../../api/alarms.ts';
import { mayWrite } from '../../api/session.ts';
import { useNews } from '../../live/activity.tsx';
import { usePageOfRows } from '../../live/use-page-of-rows.ts';
import { Failure } from '../../parts/failure.tsx';
import { RowPager } from '../../parts/row-pager.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { AlarmActions } from './alarm-actions.tsx';
import { alarmColumns } from './alarm-columns.tsx';
import { AlarmFilterBar } from './alarm-filters.tsx';
import { alarmSummaryQuery, withFirings, withStates } from './alarm-summary.ts';
import { NoAlarms } from './no-alarms.tsx';
import type { AlarmFilters } from './search.ts';

const route = getRouteApi('/alarms');

const passes = (alarm: Alarm, { name, state, type }: AlarmFilters): boolean =>
  (name === undefined || alarm.name.toLowerCase().includes(name.toLowerCase())) &&
  (state === undefined || alarm.state === state) &&
  (type === undefined || alarm.type === type);

/** The alarms of the project: what they wait for, how they stand, and what their actions came to. */
export function AlarmList() {
  useTitle('Alarms');
  const session = useSession();
  const filters = route.useSearch();
  const queries = useQueryClient();
  const alarms = useQuery(alarmListQuery);
  const summary = useQuery(alarmSummaryQuery);
  const [selected, setSelected] = useState<readonly string[]>([]);
  useNews(['firing'], (news) => {
    queries.setQueryData(alarmListQuery.queryKey, (now) => now && withStates(now, news));
    queries.setQueryData(alarmSummaryQuery.queryKey, (now) => now && withFirings(now, news));
  });
  const all = alarms.data ?? [];
  const shown = all
    .filter((alarm) => passes(alarm, filters))
    .toSorted((left, right) => left.name.localeCompare(right.name));
  const page = usePageOfRows(shown, ({ alarm_id }) => alarm_id);
  const chosen = shown.filter(({ alarm_id }) => selected.includes(alarm_id));
  return (
    <SpaceBetween size="s">
      {alarms.error && <Failure of={alarms.error} retry={() => void alarms.refetch()} />}
      <Table
        variant="full-page"
        stickyHeader
        wrapLines={false}
        contentDensity="compact"
        resizableColumns
        loading={alarms.isPending}
        loadingText="Loading"
        items={page.items}
        columnDefinitions={alarmColumns(summary.data?.byId)}
        trackBy="alarm_id"
        {...(mayWrite(session) && { selectionType: 'multi' as const })}
        selectedItems={chosen}
        onSelectionChange={({ detail }) =>
          setSelected(detail.selectedItems.map(({ alarm_id }) => alarm_id))
        }
        empty={<NoAlarms isFiltered={all.length > 0} />}
        filter={<AlarmFilterBar filters={filters} />}
        header={
          <Header
            variant="h1"
            counter={alarms.data && `(${shown.length})`}
            actions={<AlarmActions chosen={chosen} onDone={() => setSelected([])} />}
          >
            Alarms
          </Header>
        }
        ariaLabels={{
          tableLabel: 'Alarms',
          selectionGroupLabel: 'Choose alarms',
          allItemsSelectionLabel: () => 'Choose all alarms on this page',
          itemSelectionLabel: (_, { name }) => `Choose ${name}`,
        }}
        footer={
          shown.length > page.items.length ? (
            <RowPager page={page} loading={false} more={undefined} />
          ) : undefined
        }
      />
    </SpaceBetween>
  );
}

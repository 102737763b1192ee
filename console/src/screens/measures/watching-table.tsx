import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { alarmListQuery, ruleOf } from '../../api/alarms.ts';
import { AlarmState } from '../../parts/alarm-state.tsx';
import { ruleWords } from '../../parts/rule-words.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { alarmPath } from '../../parts/screen-paths.ts';
import { visibleText } from '../../parts/visible-text.ts';
import type { FoundMetric } from './metric-item.ts';
import { watchingAlarms } from './watching-alarms.ts';

/** The alarms that look at a metric. */
export function WatchingTable({ metric }: { readonly metric: FoundMetric }) {
  const { data, isPending } = useQuery(alarmListQuery);
  return (
    <Table
      variant="container"
      contentDensity="compact"
      wrapLines
      loading={isPending}
      loadingText="Loading"
      items={watchingAlarms(data ?? [], metric)}
      trackBy="alarm_id"
      empty={<Box color="text-body-secondary">No alarm looks at it.</Box>}
      header={<Header variant="h2">Alarms that look at it</Header>}
      ariaLabels={{ tableLabel: 'Alarms that look at it' }}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Name',
          minWidth: 130,
          isRowHeader: true,
          cell: ({ alarm_id, name }) => (
            <ScreenLink to={alarmPath(alarm_id)}>{visibleText(name)}</ScreenLink>
          ),
        },
        {
          id: 'state',
          header: 'State',
          minWidth: 150,
          cell: ({ state }) => <AlarmState state={state} />,
        },
        {
          id: 'rule',
          header: 'Rule',
          minWidth: 260,
          cell: (alarm) => visibleText(ruleWords(alarm.type, ruleOf(alarm))),
        },
      ]}
    />
  );
}

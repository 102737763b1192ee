import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { type Alarm, ruleOf } from '../../api/alarms.ts';
import { AlarmState } from '../../parts/alarm-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { alarmPath } from '../../parts/screen-paths.ts';
import { visibleText } from '../../parts/visible-text.ts';
import type { AlarmSummary } from './alarm-summary.ts';
import { ruleWords } from '../../parts/rule-words.ts';
import { Severity } from './severity.tsx';

export const alarmColumns = (
  summary: ReadonlyMap<string, AlarmSummary> | undefined,
): readonly TableProps.ColumnDefinition<Alarm>[] => [
  {
    id: 'name',
    header: 'Name',
    width: 170,
    isRowHeader: true,
    cell: ({ alarm_id, name }) => (
      <ScreenLink to={alarmPath(alarm_id)}>{visibleText(name)}</ScreenLink>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 175,
    cell: ({ enabled, state }) =>
      enabled ? (
        <AlarmState state={state} />
      ) : (
        <StatusIndicator type="stopped">disabled</StatusIndicator>
      ),
  },
  {
    id: 'severity',
    header: 'Severity',
    width: 105,
    cell: ({ severity }) => <Severity severity={severity} />,
  },
  {
    id: 'rule',
    header: 'Rule',
    width: 290,
    cell: (alarm) => {
      const words = visibleText(ruleWords(alarm.type, ruleOf(alarm)));
      return <span title={words}>{words}</span>;
    },
  },
  {
    id: 'last',
    header: 'Last fired',
    width: 105,
    cell: ({ alarm_id }) => <Instant at={summary?.get(alarm_id)?.last_at} />,
  },
  {
    id: 'failures',
    header: <Box textAlign="right">Failed in 24 h</Box>,
    width: 120,
    cell: ({ alarm_id }) => <Failures of={summary?.get(alarm_id)} id={alarm_id} />,
  },
];

function Failures({ of, id }: { readonly of: AlarmSummary | undefined; readonly id: string }) {
  const failures = of?.failures_24h ?? 0;
  return (
    <Box textAlign="right">
      {failures > 0 ? (
        <ScreenLink to="/deliveries" search={{ alarm: id }}>
          <StatusIndicator type="error">{failures}</StatusIndicator>
        </ScreenLink>
      ) : (
        <>{of ? 0 : '–'}</>
      )}
    </Box>
  );
}

import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import { changeWords } from './history-words.ts';

const change = z.object({
  event_id: z.string(),
  type: z.string(),
  detail: z.string(),
  user_id: z.string().nullable(),
  timestamp: z.string(),
});

const shownChanges = 100;

/** The newest changes of the alarm, by people and by itself. */
export function AlarmHistory({ alarmId }: { readonly alarmId: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['alarms', alarmId, 'history'],
    queryFn: ({ signal }) =>
      requestJson(
        `/alarming/v2/alarms/${encodeURIComponent(alarmId)}/history?limit=${shownChanges}`,
        z.array(change),
        { signal },
      ),
  });
  return (
    <SpaceBetween size="s">
      {error && <Failure of={error} retry={() => void refetch()} />}
      <Table
        variant="borderless"
        contentDensity="compact"
        wrapLines
        loading={isPending}
        loadingText="Loading"
        items={data ?? []}
        trackBy="event_id"
        empty="Nothing is on record."
        header={
          <Header variant="h2" description={`The newest ${shownChanges} changes`}>
            History
          </Header>
        }
        ariaLabels={{ tableLabel: 'History' }}
        columnDefinitions={[
          {
            id: 'at',
            header: 'When',
            minWidth: 100,
            cell: (row) => <Instant at={row.timestamp} />,
          },
          {
            id: 'type',
            header: 'Change',
            minWidth: 150,
            isRowHeader: true,
            cell: (row) => row.type,
          },
          {
            id: 'detail',
            header: 'What',
            minWidth: 220,
            cell: (row) => visibleText(changeWords(row)),
          },
        ]}
      />
      <CommandLine command={`aodh alarm-history show ${alarmId}`} />
    </SpaceBetween>
  );
}

import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { requestJson } from '../../api/request.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { eventPath } from '../../parts/screen-paths.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { diagnosis } from './diagnosis-item.ts';
import { diagnosisRows } from './diagnosis-rows.ts';

export function AlarmDiagnosis({ alarmId }: { readonly alarmId: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['alarms', alarmId, 'diagnosis'],
    queryFn: ({ signal }) =>
      requestJson(`/alarming/v2/alarms/${encodeURIComponent(alarmId)}/diagnosis`, diagnosis, {
        signal,
      }),
  });
  return (
    <SpaceBetween size="s">
      {error && <Failure of={error} retry={() => void refetch()} />}
      <Table
        variant="borderless"
        contentDensity="compact"
        wrapLines
        loading={isPending}
        loadingText="Looking at the last 24 hours"
        items={data ? diagnosisRows(data) : []}
        header={
          <Header variant="h2" description="A row in question may be the reason">
            What may keep it from firing
          </Header>
        }
        ariaLabels={{ tableLabel: 'Diagnosis' }}
        columnDefinitions={[
          {
            id: 'good',
            header: 'Verdict',
            minWidth: 130,
            cell: ({ good }) => (
              <StatusIndicator type={good ? 'success' : 'warning'}>
                {good ? 'in order' : 'in question'}
              </StatusIndicator>
            ),
          },
          {
            id: 'what',
            header: 'What',
            minWidth: 210,
            isRowHeader: true,
            cell: ({ what }) => what,
          },
          {
            id: 'found',
            header: 'Found',
            minWidth: 220,
            cell: ({ found, messageId }) => (
              <>
                {visibleText(found)}{' '}
                {messageId !== undefined && (
                  <ScreenLink to={eventPath(messageId)} search={{ alarm: alarmId }}>
                    An example
                  </ScreenLink>
                )}
              </>
            ),
          },
        ]}
      />
      <CommandLine command={`openstack alarm diagnose ${alarmId}`} />
    </SpaceBetween>
  );
}

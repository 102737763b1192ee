import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { spanText } from '../../parts/chain/timeline-rows.ts';
import { Instant } from '../../parts/instant.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import type { DeliveryAttempt } from './delivery-item.ts';

interface AttemptTableProps {
  readonly attempts: readonly DeliveryAttempt[];
  readonly loading: boolean;
}

const isGood = ({ status, error }: DeliveryAttempt) =>
  error === null && (status === null || (status >= 200 && status < 300));

/** Each attempt with its status, its time and the beginning of its answer; newest last. */
export const AttemptTable = ({ attempts, loading }: AttemptTableProps) => (
  <Table
    variant="container"
    contentDensity="compact"
    wrapLines
    loading={loading}
    loadingText="Loading"
    items={attempts}
    empty={<Box color="text-body-secondary">No attempt was made yet.</Box>}
    header={<Header variant="h2">Attempts</Header>}
    ariaLabels={{ tableLabel: 'Attempts' }}
    columnDefinitions={[
      { id: 'at', header: 'When', minWidth: 90, cell: ({ at }) => <Instant at={at} /> },
      {
        id: 'status',
        header: 'Outcome',
        minWidth: 165,
        isRowHeader: true,
        cell: (attempt) => (
          <StatusIndicator type={isGood(attempt) ? 'success' : 'error'}>
            {attempt.status === null
              ? isGood(attempt)
                ? 'logged'
                : 'no answer'
              : `answered ${attempt.status}`}
          </StatusIndicator>
        ),
      },
      {
        id: 'duration',
        header: <Box textAlign="right">Took</Box>,
        minWidth: 95,
        cell: ({ duration_ms }) => <Box textAlign="right">{spanText(duration_ms)}</Box>,
      },
      {
        id: 'answer',
        header: 'Answer',
        minWidth: 220,
        cell: ({ error, answer }) => visibleText(error ?? (answer || '–')),
      },
    ]}
  />
);

import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { DeliveryState } from '../../parts/delivery-state.tsx';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { deliveryPath, executionPath } from '../../parts/screen-paths.ts';
import { maskedUrl } from '../../parts/masked-url.ts';
import { visibleText } from '../../parts/visible-text.ts';
import type { Failed } from './overview-item.ts';

/** The newest failures of the last hour. */
export const FailedTable = ({ failed }: { readonly failed: readonly Failed[] | undefined }) => (
  <Table
    variant="container"
    contentDensity="compact"
    wrapLines
    loading={failed === undefined}
    loadingText="Loading"
    items={failed ?? []}
    header={
      <Header variant="h2" description="The newest ten of the last hour">
        What failed
      </Header>
    }
    empty={<Box color="text-body-secondary">Nothing failed.</Box>}
    ariaLabels={{ tableLabel: 'What failed' }}
    columnDefinitions={[
      { id: 'at', header: 'When', minWidth: 90, cell: ({ at }) => <Instant at={at} /> },
      {
        id: 'state',
        header: 'State',
        minWidth: 110,
        cell: (row) =>
          row.kind === 'delivery' ? (
            <DeliveryState state={row.state} />
          ) : (
            <ExecutionStatus status={row.status} />
          ),
      },
      {
        id: 'what',
        header: 'What',
        minWidth: 220,
        isRowHeader: true,
        cell: (row) =>
          row.kind === 'delivery' ? (
            <>
              <ScreenLink to={deliveryPath(row.id)}>{visibleText(maskedUrl(row.url))}</ScreenLink>{' '}
              of {visibleText(row.alarm_name ?? row.alarm_id)}
              {row.last_status ? `, answered ${row.last_status}` : ''}
            </>
          ) : (
            <>
              <ScreenLink to={executionPath(row.id)}>execution</ScreenLink> of{' '}
              {visibleText(row.function_name ?? row.function_id)}
            </>
          ),
      },
    ]}
  />
);

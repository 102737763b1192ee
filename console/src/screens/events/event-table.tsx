import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { memo, type ReactNode } from 'react';
import { useActivity } from '../../live/activity.tsx';
import { usePageOfRows } from '../../live/use-page-of-rows.ts';
import { RowPager } from '../../parts/row-pager.tsx';
import { eventColumns } from './event-columns.tsx';
import { EventFilterBar } from './event-filters.tsx';
import type { EventItem } from './event-item.ts';
import { NoEvents } from './no-events.tsx';
import type { EventFilters } from './search.ts';

interface EventTableProps {
  readonly rows: readonly EventItem[];
  readonly filters: EventFilters;
  readonly buttons: ReactNode;
  readonly pending: boolean;
  readonly loadingMore: boolean;
  readonly more: (() => Promise<unknown>) | undefined;
  readonly complete: boolean;
}

const idOf = ({ acceptance_id }: EventItem) => acceptance_id;

/** The stream of events, of which a page is in the document. */
export const EventTable = memo(function EventTable(props: EventTableProps) {
  const { rows, filters, buttons, pending, loadingMore, more, complete } = props;
  const { paused, setPaused } = useActivity();
  const page = usePageOfRows(rows, idOf);
  return (
    <Table
      variant="full-page"
      stickyHeader
      wrapLines={false}
      contentDensity="compact"
      resizableColumns
      loading={pending}
      loadingText="Loading"
      items={page.items}
      columnDefinitions={eventColumns}
      trackBy={idOf}
      empty={<NoEvents filters={filters} />}
      filter={<EventFilterBar filters={filters} />}
      header={
        <Header
          variant="h1"
          description={paused ? 'Paused: what comes is not shown.' : 'Newest first, live'}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName={paused ? 'play' : 'pause'}
                onClick={() => setPaused(!paused)}
                ariaLabel={paused ? 'Go on' : 'Pause'}
              >
                {paused ? 'Go on' : 'Pause'}
              </Button>
              {buttons}
            </SpaceBetween>
          }
        >
          Events
        </Header>
      }
      ariaLabels={{ tableLabel: 'Events' }}
      footer={
        <>
          <RowPager page={page} loading={loadingMore} more={more} />
          {!complete && (
            <Box textAlign="center" color="text-body-secondary">
              As much as one request may look through was looked through. Narrow the filters, or go
              on with Older.
            </Box>
          )}
        </>
      }
    />
  );
});

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { getRouteApi } from '@tanstack/react-router';
import { mayWrite } from '../../api/session.ts';
import { useActivity } from '../../live/activity.tsx';
import { usePageOfRows } from '../../live/use-page-of-rows.ts';
import { Failure } from '../../parts/failure.tsx';
import { RowPager } from '../../parts/row-pager.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { eventColumns } from './event-columns.tsx';
import { EventFilterBar } from './event-filters.tsx';
import { NoEvents } from './no-events.tsx';
import { EventsNotStored } from './events-not-stored.tsx';
import { SendEvent } from './send-event.tsx';
import { useEventStream } from './use-event-stream.ts';
import type { EventFilters } from './search.ts';
import type { ReactNode } from 'react';

const route = getRouteApi('/events');

/** Events as they come. Without the log of events, the screen can only send them. */
export function EventList() {
  useTitle('Events');
  const session = useSession();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const openSend = (send: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, send }) });
  const sendButton = (
    <Button
      variant="primary"
      disabled={!mayWrite(session)}
      disabledReason="Readers may not send events."
      onClick={() => openSend('new')}
    >
      Send event
    </Button>
  );
  return (
    <>
      {session.deployment.event_storage ? (
        <StoredEvents filters={filters} sendButton={sendButton} />
      ) : (
        <EventsNotStored sendButton={sendButton} />
      )}
      {filters.send !== undefined && (
        <SendEvent example={filters.send} onClose={() => openSend(undefined)} />
      )}
    </>
  );
}

interface StoredEventsProps {
  readonly filters: EventFilters;
  readonly sendButton: ReactNode;
}

function StoredEvents({ filters, sendButton }: StoredEventsProps) {
  const { paused, setPaused } = useActivity();
  const { rows, pages, complete } = useEventStream(filters);
  const page = usePageOfRows(rows, ({ acceptance_id }) => acceptance_id);
  return (
    <SpaceBetween size="s">
      {pages.error && <Failure of={pages.error} retry={() => void pages.refetch()} />}
      <Table
        variant="full-page"
        stickyHeader
        wrapLines={false}
        contentDensity="compact"
        resizableColumns
        loading={pages.isPending}
        loadingText="Loading"
        items={page.items}
        columnDefinitions={eventColumns}
        trackBy="acceptance_id"
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
                {sendButton}
              </SpaceBetween>
            }
          >
            Events
          </Header>
        }
        ariaLabels={{ tableLabel: 'Events' }}
        footer={
          <>
            <RowPager
              page={page}
              loading={pages.isFetchingNextPage}
              more={pages.hasNextPage ? () => pages.fetchNextPage() : undefined}
            />
            {!complete && (
              <Box textAlign="center" color="text-body-secondary">
                As much as one request may look through was looked through. Narrow the filters, or
                go on with Older.
              </Box>
            )}
          </>
        }
      />
    </SpaceBetween>
  );
}

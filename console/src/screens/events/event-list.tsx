import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo } from 'react';
import { mayWrite } from '../../api/session.ts';
import { Failure } from '../../parts/failure.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { EventTable } from './event-table.tsx';
import { EventsNotStored } from './events-not-stored.tsx';
import { SendEvent } from './send-event.tsx';
import { useEventStream } from './use-event-stream.ts';
import type { EventFilters } from './search.ts';

const route = getRouteApi('/events');
const ReplayDialog = lazy(async () => ({
  default: (await import('./replay/replay-dialog.tsx')).ReplayDialog,
}));

/** Events as they come. Without the log of events, the screen can only send them. */
export function EventList() {
  useTitle('Events');
  const session = useSession();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const mine = mayWrite(session);
  const { event_storage: isStored } = session.deployment;
  const buttons = useMemo(
    () => (
      <SpaceBetween direction="horizontal" size="xs">
        {isStored && (
          <Button
            disabled={!mine}
            disabledReason="Readers may not replay events."
            onClick={() => void navigate({ search: (now) => ({ ...now, replay: 'new' }) })}
          >
            Replay
          </Button>
        )}
        <Button
          variant="primary"
          disabled={!mine}
          disabledReason="Readers may not send events."
          onClick={() => void navigate({ search: (now) => ({ ...now, send: 'new' }) })}
        >
          Send event
        </Button>
      </SpaceBetween>
    ),
    [isStored, mine, navigate],
  );
  return (
    <>
      {isStored ? (
        <StoredEvents filters={filters} buttons={buttons} />
      ) : (
        <EventsNotStored buttons={buttons} />
      )}
      {isStored && filters.replay !== undefined && (
        <Suspense>
          <ReplayDialog
            replay={filters.replay}
            filters={filters}
            onShow={(replay) => void navigate({ search: (now) => ({ ...now, replay }) })}
          />
        </Suspense>
      )}
      {filters.send !== undefined && (
        <SendEvent
          example={filters.send}
          onClose={() => void navigate({ search: (now) => ({ ...now, send: undefined }) })}
        />
      )}
    </>
  );
}

interface StoredEventsProps {
  readonly filters: EventFilters;
  readonly buttons: ReactNode;
}

/** Rows are drawn piece by piece when the browser has the time, so that many that come do not stop it. */
function StoredEvents({ filters, buttons }: StoredEventsProps) {
  const { rows, pages, complete } = useEventStream(filters);
  const shown = useDeferredValue(rows);
  return (
    <SpaceBetween size="s">
      {pages.error && <Failure of={pages.error} retry={() => void pages.refetch()} />}
      <EventTable
        rows={shown}
        filters={filters}
        buttons={buttons}
        pending={pages.isPending}
        loadingMore={pages.isFetchingNextPage}
        more={pages.hasNextPage ? pages.fetchNextPage : undefined}
        complete={complete}
      />
    </SpaceBetween>
  );
}

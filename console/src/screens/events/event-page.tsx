import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiError } from '../../api/api-error.ts';
import { mayWrite } from '../../api/session.ts';
import { Chain } from '../../parts/chain/chain.tsx';
import { Failure } from '../../parts/failure.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { useTitle } from '../../parts/title.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { useSession } from '../../shell/session-context.ts';
import { EventBody } from './event-body.tsx';
import { EventFacts } from './event-facts.tsx';
import { EventWhy } from './event-why.tsx';
import { SendAgain } from './send-again.tsx';
import { storedEventQuery } from './stored-event.ts';

const route = getRouteApi('/events/$messageId');

/** One event: what it is, what followed, and why this and nothing else did. */
export function EventPage() {
  const { messageId } = route.useParams();
  const session = useSession();
  const stores = session.deployment.event_storage;
  const { data, error, isPending, refetch } = useQuery({
    ...storedEventQuery(messageId),
    enabled: stores,
  });
  const type = data?.event.event_type;
  useTitle(type ?? 'Event');
  const isUnknown = error instanceof ApiError && error.status === 404;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={`Event ${visibleText(messageId)}`}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {type !== undefined && (
              <ScreenButton
                to="/events"
                search={{ send: type }}
                disabled={!mayWrite(session)}
                disabledReason="Readers may not send events."
              >
                Send one like it
              </ScreenButton>
            )}
            {data && <SendAgain messageId={messageId} />}
          </SpaceBetween>
        }
      >
        {visibleText(type ?? 'Event')}
      </Header>
      {error && !isUnknown && <Failure of={error} retry={() => void refetch()} />}
      {(!stores || isUnknown) && (
        <Box color="text-body-secondary">
          {stores
            ? 'The event itself is not stored: it has expired, the project does not keep its type, or it is not there yet.'
            : 'This deployment does not store events, so only what followed is known.'}
        </Box>
      )}
      {stores && !isUnknown && !error && <EventFacts event={data?.event} loading={isPending} />}
      <Chain messageId={messageId} />
      {data && <EventWhy messageId={messageId} />}
      {data && <EventBody text={data.text} />}
    </SpaceBetween>
  );
}

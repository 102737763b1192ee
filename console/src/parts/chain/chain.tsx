import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { type ActivityEntry, useNews } from '../../live/activity.tsx';
import { Failure } from '../failure.tsx';
import { ChainColumns } from './chain-columns.tsx';
import { chainQuery } from './chain-query.ts';
import { ChainTimeline } from './chain-timeline.tsx';
import './chain.css';

interface ChainProps {
  readonly messageId: string;
  /** The alarm, delivery or execution that the screen is about. */
  readonly highlight?: string | undefined;
}

const ofMessage = z.union([
  z.object({ message_id: z.string() }).transform(({ message_id }) => message_id),
  z
    .object({ cause: z.object({ message_id: z.string() }) })
    .transform(({ cause }) => cause.message_id),
]);

const isOfMessage = (entry: ActivityEntry, messageId: string): boolean =>
  ofMessage.safeParse(entry).data === messageId;

/** What followed from an event: event, decisions, actions and runs side by side, then on one axis of time. */
export function Chain({ messageId, highlight }: ChainProps) {
  const { data, dataUpdatedAt, error, isPending, refetch } = useQuery(chainQuery(messageId));
  useNews(['hit', 'firing', 'delivery', 'execution'], (news) => {
    if (news.some((entry) => isOfMessage(entry, messageId))) void refetch();
  });
  return (
    <Container
      header={
        <Header variant="h2" description="Event, decisions, actions and runs">
          What followed
        </Header>
      }
    >
      {error && <Failure of={error} retry={() => void refetch()} />}
      {isPending && <div className="chain-pending" aria-busy="true" />}
      {data && (
        <SpaceBetween size="m">
          <ChainColumns chain={data} highlight={highlight} />
          <ChainTimeline chain={data} now={dataUpdatedAt} highlight={highlight} />
          {data.truncated && (
            <Box color="text-body-secondary">
              More followed than one answer shows. The firings of each alarm are on its own screen.
            </Box>
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure } from '../../parts/failure.tsx';
import { LoadingSpace } from '../../parts/loading-space.tsx';
import { DeadLetterEntry } from './dead-letter-entry.tsx';
import {
  deleteMessages,
  messagesQuery,
  queuesQuery,
  type DeadLetterQueue,
} from './dead-letters.ts';
import { Resending } from './resending.tsx';

/** Messages of one queue with the reason why they are here; resends and deletes them. */
export function DeadLetterMessages({ queue }: { readonly queue: DeadLetterQueue }) {
  const queries = useQueryClient();
  const messages = useQuery(messagesQuery(queue.name));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [deleting, setDeleting] = useState(false);
  const changed = () => {
    setChosen([]);
    void queries.invalidateQueries({ queryKey: queuesQuery.queryKey });
  };
  const toggle = (id: string) =>
    setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const shown = messages.data?.length ?? 0;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            queue.depth > shown && shown > 0 ? `${shown} of ${queue.depth} are shown.` : undefined
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="refresh"
                ariaLabel="Look again"
                loading={messages.isFetching}
                onClick={() => void messages.refetch()}
              />
              <Button disabled={chosen.length === 0} onClick={() => setDeleting(true)}>
                Delete {chosen.length > 0 ? chosen.length : ''} chosen
              </Button>
            </SpaceBetween>
          }
        >
          {queue.name}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {messages.error && <Failure of={messages.error} retry={() => void messages.refetch()} />}
        <Resending queue={queue} onDone={changed} />
        {messages.isPending && <LoadingSpace lines={6} />}
        {messages.data?.length === 0 && (
          <Box color="text-body-secondary">
            No message is visible. Some may be in flight for a moment.
          </Box>
        )}
        {messages.data?.map((message) => (
          <DeadLetterEntry
            key={message.id}
            message={message}
            chosen={chosen.includes(message.id)}
            onToggle={() => toggle(message.id)}
          />
        ))}
      </SpaceBetween>
      {deleting && (
        <Confirm
          title={`Delete ${chosen.length} messages`}
          verb="Delete"
          action={() => deleteMessages(queue.name, chosen)}
          onDone={changed}
          onClose={() => setDeleting(false)}
        >
          What they would have done never happens. They cannot be brought back.
        </Confirm>
      )}
    </Container>
  );
}

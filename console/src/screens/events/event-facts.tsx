import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { Instant } from '../../parts/instant.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import type { StoredEvent } from './stored-event.ts';

interface EventFactsProps {
  readonly event: StoredEvent | undefined;
  readonly loading: boolean;
}

/** When and as what an event was accepted, and its traits. */
export function EventFacts({ event, loading }: EventFactsProps) {
  const times = event?.acceptances.length ?? 1;
  return (
    <Container header={<Header variant="h2">Event</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            {
              label: 'Message ID',
              value: event ? <ShortId id={event.message_id} name="Message ID" /> : '–',
            },
            { label: 'Accepted', value: <Instant at={event?.accepted_at} /> },
            { label: 'Generated', value: <Instant at={event?.generated} /> },
            {
              label: 'Times accepted',
              value: event?.replay_of ? `${times}, last sent again from the log` : times,
            },
          ]}
        />
        <Table
          variant="embedded"
          contentDensity="compact"
          loading={loading}
          loadingText="Loading"
          wrapLines
          items={event?.traits ?? []}
          empty="The event has no traits."
          ariaLabels={{ tableLabel: 'Traits' }}
          columnDefinitions={[
            {
              id: 'name',
              header: 'Trait',
              isRowHeader: true,
              minWidth: 130,
              cell: ({ name }) => visibleText(name),
            },
            { id: 'type', header: 'Type', minWidth: 90, cell: ({ type }) => type },
            {
              id: 'value',
              header: 'Value',
              minWidth: 160,
              cell: ({ value }) => visibleText(value.slice(0, 2_000)),
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

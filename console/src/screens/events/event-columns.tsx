import type { TableProps } from '@cloudscape-design/components/table';
import { Instant } from '../../parts/instant.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { eventPath } from '../../parts/screen-paths.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { EventHits } from './event-hits.tsx';
import { type EventItem, sourceOf, traitsInShort } from './event-item.ts';

export const eventColumns: readonly TableProps.ColumnDefinition<EventItem>[] = [
  {
    id: 'at',
    header: 'Accepted',
    width: 110,
    cell: ({ accepted_at }) => <Instant at={accepted_at} />,
  },
  {
    id: 'type',
    header: 'Type',
    width: 250,
    isRowHeader: true,
    cell: ({ message_id, event_type, replay_of }) => (
      <>
        <ScreenLink to={eventPath(message_id)}>{visibleText(event_type)}</ScreenLink>
        {replay_of !== null && ' (sent again)'}
      </>
    ),
  },
  {
    id: 'source',
    header: 'Source',
    width: 100,
    cell: (event) => visibleText(sourceOf(event) ?? '–'),
  },
  {
    id: 'alarms',
    header: 'Alarms',
    width: 330,
    cell: ({ hits }) => <EventHits hits={hits} />,
  },
  {
    id: 'traits',
    header: 'Traits',
    minWidth: 200,
    cell: (event) => {
      const text = visibleText(traitsInShort(event).slice(0, 300));
      return <span title={text}>{text}</span>;
    },
  },
];

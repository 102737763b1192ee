import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';
import { DeliveryState } from '../../parts/delivery-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { alarmPath, deliveryPath, eventPath } from '../../parts/screen-paths.ts';
import { maskedUrl } from '../../parts/masked-url.ts';
import { visibleText } from '../../parts/visible-text.ts';
import type { DeliveryItem } from './delivery-item.ts';

export const deliveryColumns: readonly TableProps.ColumnDefinition<DeliveryItem>[] = [
  {
    id: 'created',
    header: 'Created',
    width: 105,
    cell: ({ created_at }) => <Instant at={created_at} />,
  },
  {
    id: 'state',
    header: 'State',
    width: 125,
    cell: ({ state }) => <DeliveryState state={state} />,
  },
  {
    id: 'url',
    header: 'To',
    width: 300,
    isRowHeader: true,
    cell: ({ id, url }) => (
      <ScreenLink to={deliveryPath(id)}>{visibleText(maskedUrl(url))}</ScreenLink>
    ),
  },
  {
    id: 'alarm',
    header: 'Alarm',
    width: 170,
    cell: ({ alarm_id, alarm_name }) => (
      <ScreenLink to={alarmPath(alarm_id)}>{visibleText(alarm_name ?? alarm_id)}</ScreenLink>
    ),
  },
  {
    id: 'attempts',
    header: <Box textAlign="right">Attempts</Box>,
    width: 105,
    cell: ({ attempts }) => <Box textAlign="right">{attempts}</Box>,
  },
  {
    id: 'status',
    header: <Box textAlign="right">Answer</Box>,
    width: 95,
    cell: ({ last_status }) => <Box textAlign="right">{last_status ?? '–'}</Box>,
  },
  {
    id: 'event',
    header: 'Event',
    width: 110,
    cell: ({ message_id }) =>
      message_id === null ? (
        '–'
      ) : (
        <ScreenLink to={eventPath(message_id)}>{visibleText(message_id.slice(0, 8))}…</ScreenLink>
      ),
  },
];

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, PayloadStore } from '../../../platform/ports.ts';
import type { Ports } from '../../ports.ts';
import { dynamoErasures } from './erasures.ts';
import { dynamoEventCounts } from './event-counts.ts';
import { dynamoEventLog } from './event-log.ts';
import { dynamoEventSettings } from './event-settings.ts';
import { dynamoEventTypes } from './event-types.ts';

/** Everything that the table of the log holds. */
export const dynamoEventStores = (
  client: DynamoDBDocumentClient,
  table: string,
  { clock, payloads }: { readonly clock: Clock; readonly payloads: Pick<PayloadStore, 'load'> },
): Pick<Ports, 'erasures' | 'eventCounts' | 'eventLog' | 'eventSettings' | 'eventTypes'> => ({
  erasures: dynamoErasures(client, table),
  eventCounts: dynamoEventCounts(client, table, clock),
  eventLog: dynamoEventLog(client, table, { clock, payloads }),
  eventSettings: dynamoEventSettings(client, table, clock),
  eventTypes: dynamoEventTypes(client, table, { clock }),
});

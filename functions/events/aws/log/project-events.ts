import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readEventStorage } from '../../../contract/event-storage.ts';
import type { Consistency } from '../../../platform/aws/row-reader.ts';
import type { Clock, PayloadStore } from '../../../platform/ports.ts';
import { projectEvents, type ProjectEvents } from '../../app/log/project-events.ts';
import { dynamoHours } from './event-counts.ts';
import { dynamoEventReader } from './event-reader.ts';
import { dynamoEventSettings } from './event-settings.ts';

/** The log as other services read it; undefined if the deployment stores no events, so that it has no table. */
export const dynamoProjectEvents = (
  client: DynamoDBDocumentClient,
  table: string,
  {
    clock,
    payloads,
    storage,
    consistency,
  }: {
    readonly clock: Clock;
    readonly payloads: Pick<PayloadStore, 'load'>;
    /** The variable `EVENT_STORAGE`. */
    readonly storage: string;
    /** Of what a project has deleted; by default, it is gone at once. */
    readonly consistency?: Consistency;
  },
): ProjectEvents | undefined =>
  table === ''
    ? undefined
    : projectEvents({
        keptDays: readEventStorage(storage).maxDays,
        eventLog: dynamoEventReader(client, table, { clock, payloads }),
        eventCounts: dynamoHours(client, table, clock),
        eventSettings: dynamoEventSettings(client, table, clock, consistency),
      });

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rowReader } from '../../../platform/aws/row-reader.ts';
import { inserting, statementWriter } from '../../../platform/aws/statement-writer.ts';
import type { Clock, PayloadStore } from '../../../platform/ports.ts';
import type { NewEvent } from '../../core/log/logged-event.ts';
import type { EventLog } from '../../ports.ts';
import { eraseRows } from './erase-rows.ts';
import { dynamoEventReader } from './event-reader.ts';
import { isFoundById, keyOfEvent, pointerKey, rowOfEvent } from './event-rows.ts';

/** The log of events in its DynamoDB table; large bodies are in the bucket. */
export function dynamoEventLog(
  client: DynamoDBDocumentClient,
  table: string,
  ports: { readonly clock: Clock; readonly payloads: Pick<PayloadStore, 'load'> },
): EventLog {
  const write = statementWriter(client);
  const read = rowReader(client, table);

  const store = async (event: NewEvent): Promise<'stored' | 'already'> => {
    if (!isFoundById(event)) {
      const { at, acceptance, projectId } = event;
      const { ttl } = rowOfEvent(event);
      await write(inserting(table, { ...pointerKey(projectId, acceptance), at, ttl, v: 1 }));
    }
    return (await write(inserting(table, rowOfEvent(event)))) ? 'stored' : 'already';
  };

  return {
    ...dynamoEventReader(client, table, ports),

    store: (events) => Promise.all(events.map(store)),

    has: async (events) =>
      (await Promise.all(events.map((event) => read(keyOfEvent(event))))).map(
        (row) => row !== undefined,
      ),

    erase: (projectId, until, limit) => eraseRows(client, { table, projectId, until, limit }),
  };
}

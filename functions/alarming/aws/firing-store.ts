import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FiringStore } from '../ports.ts';
import { updateAlarm } from './alarm-writes.ts';
import {
  firingEntryRow,
  firingOf,
  firingPartition,
  firingPrefix,
  firingRow,
  insertRow,
} from './history-rows.ts';

/** Firings in the table of alarms: each a record, and the history entry that leads to it. */
export function dynamoFiringStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): FiringStore {
  const reads = readsOf(client, table, clock);
  const write = statementWriter(client);
  return {
    async commit(firing, next) {
      const now = clock.now();
      const record = firingRow(firing, now);
      await write(inserting(table, firingEntryRow(firing, now)));
      if (!next) return (await write(inserting(table, record))) ? 'stored' : 'already';
      const outcome = await transact(client, [
        updateAlarm(table, next.alarm, next.seen),
        insertRow(table, record),
      ]);
      if (outcome.kind === 'committed') return 'stored';
      return outcome.at.includes(1) ? 'already' : 'stale';
    },

    async list(projectId, alarmId, messageId) {
      const rows = await reads.readPartition(
        firingPartition(projectId, alarmId),
        firingPrefix(alarmId, messageId),
      );
      return rows.map(firingOf);
    },
  };
}

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FiringStore } from '../ports.ts';
import { updateAlarm } from './alarm-writes.ts';
import { firingOf, firingPrefix, firingRow, historyPartition, insertRow } from './history-rows.ts';

/** Firings in the table of alarms, as history entries. */
export function dynamoFiringStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): FiringStore {
  const reads = readsOf(client, table, clock);
  const write = statementWriter(client);
  return {
    async commit(firing, change, next) {
      const record = firingRow(firing, change, clock.now());
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
        historyPartition(projectId, alarmId),
        firingPrefix(alarmId, messageId),
      );
      return rows.flatMap((row) => firingOf(row) ?? []);
    },
  };
}

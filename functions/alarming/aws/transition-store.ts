import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import { isInHistory } from '../core/decision/decide-transition.ts';
import type { TransitionStore } from '../ports.ts';
import { updateAlarm } from './alarm-writes.ts';
import { insertRow } from './history-rows.ts';
import {
  transitionEntryRow,
  transitionOf,
  transitionPartition,
  transitionPrefix,
  transitionRow,
} from './transition-rows.ts';

/** Transitions in the table of alarms: each a record, and the history entry that leads to it. */
export function dynamoTransitionStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): TransitionStore {
  const write = statementWriter(client);
  return {
    ...transitionReader(client, table, clock),

    async commit(transition, next, before) {
      const now = clock.now();
      const record = transitionRow(transition, now);
      const entry =
        isInHistory(transition) && inserting(table, transitionEntryRow(transition, now));
      // The entry is void without its record.
      await Promise.all([entry && write(entry), before?.()]);
      if (!next) return (await write(inserting(table, record))) ? 'stored' : 'already';
      const outcome = await transact(client, [
        updateAlarm(table, next.alarm, next.seen),
        insertRow(table, record),
      ]);
      if (outcome.kind === 'committed') return 'stored';
      return outcome.at.includes(1) ? 'already' : 'stale';
    },
  };
}

/** Only reads: for Lambdas that may not insert. */
export function transitionReader(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): Pick<TransitionStore, 'list'> {
  const reads = readsOf(client, table, clock);
  return {
    async list(projectId, alarmId, trigger) {
      const rows = await reads.readPartition(
        transitionPartition(projectId, alarmId),
        transitionPrefix(alarmId, trigger),
      );
      return rows.map(transitionOf);
    },
  };
}

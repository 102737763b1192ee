import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isUnexpired, type Row } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import type { AlarmChange } from '../core/alarm.ts';
import { transitionChange } from '../core/decision/decide-transition.ts';
import type { AlarmHistory } from '../ports.ts';
import { dynamoAlarmStore } from './alarm-store.ts';
import { changeOf, historyPartition, historyPartitions } from './history-rows.ts';
import { lastTransitions } from './last-transitions.ts';
import { newestRows } from './newest-rows.ts';
import { recordKeyOf, transitionOf } from './transition-rows.ts';

export function dynamoAlarmHistory(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): AlarmHistory {
  const readRow = rowReader(client, table);
  const alarms = dynamoAlarmStore(client, table, clock);

  /** The entries' changes, without void entries. */
  const changesIn = async (rows: readonly Row[]): Promise<readonly AlarmChange[]> => {
    const changes = await Promise.all(
      rows.map(async (row) => {
        const change = changeOf(row);
        if (change) return change;
        const record = await readRow(recordKeyOf(row));
        const transition = record && transitionOf(record);
        return transition && transition.id === row['sk'] ? transitionChange(transition) : undefined;
      }),
    );
    return changes.filter((change) => change !== undefined);
  };
  const wanted = (isWanted: (alarmId: unknown) => boolean) => {
    const now = clock.now();
    return (row: Row) => isUnexpired(row, now) && isWanted(row['alarmId']);
  };

  return {
    lastTransitions: (asked) => lastTransitions(client, table, asked),

    async listOfAlarm(projectId, alarmId, page) {
      if (!(await alarms.get(projectId, alarmId))) return [];
      const partitions = [historyPartition(projectId, alarmId)];
      const isWanted = wanted((id) => id === alarmId);
      return changesIn(await newestRows(client, table, { ...page, partitions, isWanted }));
    },

    async list(projectId, page) {
      const live = new Set<unknown>((await alarms.list(projectId)).map(({ id }) => id));
      const partitions = historyPartitions(projectId);
      const isWanted = wanted((id) => live.has(id));
      return changesIn(await newestRows(client, table, { ...page, partitions, isWanted }));
    },
  };
}

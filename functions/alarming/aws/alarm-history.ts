import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Row } from '../../platform/aws/dynamo.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import type { AlarmHistory } from '../ports.ts';
import { dynamoAlarmStore } from './alarm-store.ts';
import {
  changeKind,
  changeOf,
  historyPartition,
  historyPartitions,
  historyPrefix,
} from './history-rows.ts';

export function dynamoAlarmHistory(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): AlarmHistory {
  const reads = readsOf(client, table, clock);
  const alarms = dynamoAlarmStore(client, table, clock);
  return {
    async listOfAlarm(projectId, alarmId) {
      const [alarm, rows] = await Promise.all([
        alarms.get(projectId, alarmId),
        reads.readPartition(historyPartition(projectId, alarmId), historyPrefix(alarmId)),
      ]);
      return alarm ? rows.map(changeOf) : [];
    },

    async list(projectId) {
      const [live, ...rows] = await Promise.all([
        alarms.list(projectId),
        ...historyPartitions(projectId).map((partition) => reads.readPartition(partition)),
      ]);
      return changesOf(live, rows.flat());
    },

    async listAll() {
      const [live, rows] = await Promise.all([alarms.listAll(), reads.readKind(changeKind)]);
      return changesOf(live, rows);
    },
  };
}

function changesOf(alarms: readonly { readonly id: string }[], rows: readonly Row[]) {
  const ids = new Set(alarms.map(({ id }) => id));
  return rows.map(changeOf).filter(({ alarmId }) => ids.has(alarmId));
}

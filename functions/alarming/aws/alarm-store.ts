import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { busRuleOf, sameBusRule } from '../core/rule/bus-rule.ts';
import { after } from '../../platform/core/instant.ts';
import type { AlarmStore } from '../ports.ts';
import type { Clock } from '../../platform/ports.ts';
import { systemClock } from '../../platform/node/clock.ts';
import {
  alarmKey,
  alarmKind,
  alarmOf,
  alarmPartition,
  changeKind,
  changeOf,
  changeRow,
  firingOf,
  firingPrefix,
  firingRow,
  historyDays,
  historyPartition,
  historyPartitions,
  historyPrefix,
  quotaKey,
  removedAlarmKind,
} from './alarm-rows.ts';
import {
  addToQuota,
  entombAlarm,
  insertAlarm,
  takeFromQuota,
  updateAlarm,
} from './alarm-writes.ts';
import { entityOf, queryDue, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import { transact, writesIf } from '../../platform/aws/conditional-write.ts';

/** Alarms and their history in one table: an alarm and what happened to it change in one transaction. */
export function dynamoAlarmStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): AlarmStore {
  const reads = readsOf(client, table, clock);
  const write = statementWriter(client);
  const expiresAt = () => secondsOf(after(clock.now(), historyDays * 86_400));
  const insertRow = (row: Row) => ({
    Put: {
      TableName: table,
      Item: row,
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });

  const store: AlarmStore = {
    async create(alarm, change) {
      const outcome = await transact(client, [
        takeFromQuota(table, alarm.projectId),
        insertAlarm(table, alarm, clock.now(), busRuleOf(alarm) !== undefined),
        insertRow(changeRow(change, expiresAt())),
      ]);
      if (outcome.kind === 'committed') return 'created';
      if (outcome.at.includes(0)) return 'full';
      throw new Error(`alarm ${alarm.id} exists`);
    },

    async get(projectId, id) {
      const row = await reads.read(alarmKey({ projectId, id }));
      return row && isLive(row) ? alarmOf(row) : undefined;
    },

    async find(id) {
      const found = await reads.readId(id);
      return found && isLive(found) ? store.get(alarmOf(found).projectId, id) : undefined;
    },

    async list(projectId) {
      return (await reads.readPartition(alarmPartition(projectId))).filter(isLive).map(alarmOf);
    },

    async listAll() {
      return (await reads.readKind(alarmKind)).map(alarmOf);
    },

    async replace(next, seen, change) {
      const history = change ? [insertRow(changeRow(change, expiresAt()))] : [];
      const now = clock.now();
      const outcome = await transact(
        client,
        next.projectId === seen.projectId
          ? [
              updateAlarm(table, next, seen.version, sameBusRule(next, seen) ? undefined : now),
              ...history,
            ]
          : [
              entombAlarm(table, seen, now, false),
              insertAlarm(table, next, now, true),
              addToQuota(table, seen.projectId, -1),
              addToQuota(table, next.projectId, 1),
              ...history,
            ],
      );
      return outcome.kind === 'committed' ? 'stored' : 'stale';
    },

    async fire(firing, change, next) {
      const record = firingRow(firing, change, expiresAt());
      if (!next) return (await write(inserting(table, record))) ? 'stored' : 'already';
      const outcome = await transact(client, [
        updateAlarm(table, next.alarm, next.seen),
        insertRow(record),
      ]);
      if (outcome.kind === 'committed') return 'stored';
      return outcome.at.includes(1) ? 'already' : 'stale';
    },

    async firings(projectId, alarmId, messageId) {
      const rows = await reads.readPartition(
        historyPartition(projectId, alarmId),
        firingPrefix(alarmId, messageId),
      );
      return rows.flatMap((row) => firingOf(row) ?? []);
    },

    async remove(alarm) {
      const outcome = await transact(client, [
        entombAlarm(table, alarm, clock.now(), busRuleOf(alarm) !== undefined),
        addToQuota(table, alarm.projectId, -1),
      ]);
      return outcome.kind === 'committed' ? 'removed' : 'stale';
    },

    async history(projectId, alarmId) {
      const [alarm, rows] = await Promise.all([
        store.get(projectId, alarmId),
        reads.readPartition(historyPartition(projectId, alarmId), historyPrefix(alarmId)),
      ]);
      return alarm ? rows.map(changeOf) : [];
    },

    async projectHistory(projectId) {
      const [alarms, ...rows] = await Promise.all([
        store.list(projectId),
        ...historyPartitions(projectId).map((partition) => reads.readPartition(partition)),
      ]);
      return ofLiveAlarms(alarms, rows.flat());
    },

    async allHistory() {
      const [alarms, rows] = await Promise.all([store.listAll(), reads.readKind(changeKind)]);
      return ofLiveAlarms(alarms, rows);
    },

    async ruleSettled({ projectId, id, version }) {
      const clear = new UpdateCommand({
        TableName: table,
        Key: alarmKey({ projectId, id }),
        UpdateExpression: 'REMOVE dueShard, dueAt',
        ConditionExpression: 'ruleVersion <= :version',
        ExpressionAttributeValues: { ':version': version },
      });
      return (await writesIf(() => client.send(clear))) ? 'settled' : 'stale';
    },

    async unsettled(now) {
      const due = (await queryDue(client, table, now)).filter(isAlarm);
      const rows = await Promise.all(
        due.map((row) => {
          const { pk, sk } = entityOf<{ pk: string; sk: string }>(row);
          return reads.read({ pk, sk });
        }),
      );
      return rows
        .filter((row) => row !== undefined)
        .filter((row) => row['dueAt'] !== undefined)
        .map((row) => ({
          ...alarmOf(row),
          version: entityOf<{ version: number }>(row).version,
          removed: !isLive(row),
        }));
    },

    async quota(projectId) {
      const row = await reads.read(quotaKey(projectId));
      return row && entityOf<{ limit?: number }>(row).limit;
    },

    async setQuota(projectId, limit) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: quotaKey(projectId),
          UpdateExpression: limit === undefined ? 'REMOVE #limit' : 'SET #limit = :limit',
          ExpressionAttributeNames: { '#limit': 'limit' },
          ...(limit !== undefined && { ExpressionAttributeValues: { ':limit': limit } }),
        }),
      );
    },
  };
  return store;
}

const isLive = (row: Row): boolean => row['kind'] === alarmKind;
const isAlarm = (row: Row): boolean => isLive(row) || row['kind'] === removedAlarmKind;

function ofLiveAlarms(alarms: readonly { readonly id: string }[], rows: readonly Row[]) {
  const live = new Set(alarms.map(({ id }) => id));
  return rows.map(changeOf).filter(({ alarmId }) => live.has(alarmId));
}

import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Alarm } from '../core/alarm.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import {
  alarmAttributes,
  alarmKey,
  alarmKind,
  quotaKey,
  removedAlarmKind,
  tombstoneDays,
} from './alarm-rows.ts';
import { dueAt, secondsOf } from '../../platform/aws/dynamo.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** How long a rule may be on its way to the bus before the sweeper puts it there. */
const settleWithinSeconds = 60;

/** A new row, waiting for its rule if `awaitsRule`. */
export const insertAlarm = (
  table: string,
  alarm: Alarm,
  now: Instant,
  awaitsRule: boolean,
): Write => ({
  Put: {
    TableName: table,
    Item: {
      ...alarmKey(alarm),
      v: 1,
      kind: alarmKind,
      id: alarm.id,
      version: alarm.version,
      ruleVersion: alarm.version,
      alarm: alarmAttributes(alarm),
      ...(awaitsRule && dueAt(alarm.id, after(now, settleWithinSeconds))),
    },
    ConditionExpression: 'attribute_not_exists(pk) OR kind = :removed',
    ExpressionAttributeValues: { ':removed': removedAlarmKind },
  },
});

/**
 * The alarm's next version over the one that was `seen`. `ruleVersion` is the version that last asked
 * for another rule on the bus: `ruleSettled` clears the row's due time only from there on.
 */
export function updateAlarm(
  table: string,
  next: Alarm,
  seen: number,
  awaitsRuleFrom?: Instant,
): Write {
  const due = awaitsRuleFrom && dueAt(next.id, after(awaitsRuleFrom, settleWithinSeconds));
  return {
    Update: {
      TableName: table,
      Key: alarmKey(next),
      UpdateExpression: `SET alarm = :alarm, version = :next${
        due ? ', ruleVersion = :next, dueShard = :shard, dueAt = :at' : ''
      }`,
      ConditionExpression: 'kind = :kind AND version = :seen',
      ExpressionAttributeValues: {
        ':alarm': alarmAttributes(next),
        ':next': next.version,
        ':kind': alarmKind,
        ':seen': seen,
        ...(due && { ':shard': due.dueShard, ':at': due.dueAt }),
      },
    },
  };
}

/** Leaves a tombstone: without id, so that no index finds it, but with its arming, and due until its rule is gone. */
export function entombAlarm(table: string, alarm: Alarm, now: Instant, awaitsRule: boolean): Write {
  const due = dueAt(alarm.id, after(now, settleWithinSeconds));
  return {
    Update: {
      TableName: table,
      Key: alarmKey(alarm),
      UpdateExpression: `SET kind = :removed, version = :next, ruleVersion = :next, #ttl = :ttl${
        awaitsRule ? ', dueShard = :shard, dueAt = :at REMOVE id' : ' REMOVE id, dueShard, dueAt'
      }`,
      ConditionExpression: 'kind = :kind AND version = :seen',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':removed': removedAlarmKind,
        ':kind': alarmKind,
        ':seen': alarm.version,
        ':next': alarm.version + 1,
        ':ttl': secondsOf(after(now, tombstoneDays * 86_400)),
        ...(awaitsRule && { ':shard': due.dueShard, ':at': due.dueAt }),
      },
    },
  };
}

/** One more alarm in the project, if its quota has room. */
export const takeFromQuota = (table: string, projectId: string): Write => ({
  Update: {
    TableName: table,
    Key: quotaKey(projectId),
    UpdateExpression: 'ADD alarms :one',
    ConditionExpression:
      'attribute_not_exists(#limit) OR alarms < #limit OR (attribute_not_exists(alarms) AND #limit > :none)',
    ExpressionAttributeNames: { '#limit': 'limit' },
    ExpressionAttributeValues: { ':one': 1, ':none': 0 },
  },
});

/** Counts alarms in or out, whatever the quota. */
export const addToQuota = (table: string, projectId: string, alarms: 1 | -1): Write => ({
  Update: {
    TableName: table,
    Key: quotaKey(projectId),
    UpdateExpression: 'ADD alarms :alarms',
    ExpressionAttributeValues: { ':alarms': alarms },
  },
});

import type { Write } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { Alarm } from '../core/alarm.ts';
import { alarmAttribute, alarmKey, alarmKind } from './alarm-rows.ts';

/** Tombstones must outlive the last redrive of a queue. */
const tombstoneDays = 30;

/** A new row, which may take the place of a tombstone. The alarm's rule is to be synced by `syncAt`. */
export const insertAlarm = (table: string, alarm: Alarm, syncAt: Instant | undefined): Write => ({
  Put: {
    TableName: table,
    Item: {
      ...alarmKey(alarm),
      v: 1,
      kind: alarmKind,
      version: alarm.version,
      ruleVersion: alarm.version,
      alarm: alarmAttribute(alarm),
      ...(syncAt !== undefined && dueAt(alarm.id, syncAt)),
    },
    ConditionExpression: 'attribute_not_exists(kind)',
  },
});

/**
 * The alarm's next version, over version `seen`. `ruleVersion` is the version that last changed the
 * rule on the bus: an earlier one cannot mark it as synced.
 */
export function updateAlarm(table: string, next: Alarm, seen: number, syncAt?: Instant): Write {
  const due = syncAt === undefined ? undefined : dueAt(next.id, syncAt);
  return {
    Update: {
      TableName: table,
      Key: alarmKey(next),
      UpdateExpression: `SET alarm = :alarm, version = :next${
        due ? ', ruleVersion = :next, dueShard = :shard, dueAt = :at REMOVE settledAt' : ''
      }`,
      ConditionExpression: 'kind = :kind AND version = :seen',
      ExpressionAttributeValues: {
        ':alarm': alarmAttribute(next),
        ':next': next.version,
        ':kind': alarmKind,
        ':seen': seen,
        ...(due && { ':shard': due.dueShard, ':at': due.dueAt }),
      },
    },
  };
}

/**
 * Makes the row a tombstone: it has no kind, so no list finds it, but keeps the arming, and is due until
 * its rule is off the bus.
 */
export function entombAlarm(
  table: string,
  alarm: Alarm,
  { now, syncAt }: { readonly now: Instant; readonly syncAt?: Instant | undefined },
): Write {
  const due = syncAt === undefined ? undefined : dueAt(alarm.id, syncAt);
  return {
    Update: {
      TableName: table,
      Key: alarmKey(alarm),
      UpdateExpression: `SET version = :next, ruleVersion = :next, #ttl = :ttl${
        due ? ', dueShard = :shard, dueAt = :at REMOVE kind' : ' REMOVE kind, dueShard, dueAt'
      }`,
      ConditionExpression: 'kind = :kind AND version = :seen',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':kind': alarmKind,
        ':seen': alarm.version,
        ':next': alarm.version + 1,
        ':ttl': secondsOf(after(now, tombstoneDays * 86_400)),
        ...(due && { ':shard': due.dueShard, ':at': due.dueAt }),
      },
    },
  };
}

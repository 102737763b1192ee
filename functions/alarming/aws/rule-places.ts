import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Share, shareOf } from '../../events/core/shared-rule.ts';
import { transact } from '../../platform/aws/conditional-write.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import { replacesPlace, type RulePlace, type Sharer } from '../core/rule/rule-place.ts';
import type { RulePlaces } from '../ports.ts';

const placeKind = 'rule-place';
const placeKey = (alarmId: string) => ({ pk: `R#${alarmId}`, sk: alarmId });
/** The number of alarms that have a rule of their own; it changes in one transaction with each such place. */
const countKey = { pk: 'R#count', sk: 'own' };

/** Alarms that are concerned by the same events are in one partition, so that one query finds them. */
const sharePartition = ({ key, scope }: Share): string =>
  `R#${key}#${createHash('sha256').update(JSON.stringify(scope)).digest('hex').slice(0, 32)}`;
const sharerKey = ({ rule, alarmId }: Sharer) => ({
  pk: sharePartition(shareOf(rule)),
  sk: alarmId,
});

/** Places in the table of alarms. A sharer has two rows: its place, and one among the sharers of its rule. */
export function dynamoRulePlaces(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): RulePlaces {
  const reads = readsOf(client, table, clock);

  const count = (change: 1 | -1, limit?: number) => ({
    Update: {
      TableName: table,
      Key: countKey,
      UpdateExpression: 'ADD places :change',
      ExpressionAttributeValues: {
        ':change': change,
        ...(limit !== undefined && { ':limit': limit, ':none': 0 }),
      },
      ...(limit !== undefined && {
        ConditionExpression: 'places < :limit OR (attribute_not_exists(places) AND :limit > :none)',
      }),
    },
  });
  const put = (place: RulePlace, seen: RulePlace | undefined) => ({
    Put: { TableName: table, Item: placeRow(place), ...isStill(seen) },
  });

  const places: RulePlaces = {
    async get(alarmId) {
      const row = await reads.read(placeKey(alarmId));
      return row && placeOf(row);
    },

    async take(alarm, limit) {
      const seen = await places.get(alarm.id);
      if (seen?.kind === 'shared') return 'shared';
      if (seen?.projectId === alarm.projectId) return 'own';
      const own = { kind: 'own', alarmId: alarm.id, projectId: alarm.projectId } as const;
      const outcome = await transact(client, [put(own, seen), ...(seen ? [] : [count(1, limit)])]);
      if (outcome.kind === 'committed') return 'own';
      return outcome.at.includes(0) ? places.take(alarm, limit) : 'shared';
    },

    async share(sharer) {
      const seen = await places.get(sharer.alarmId);
      if (!replacesPlace(sharer, seen)) return;
      const [to, from] = [sharerKey(sharer), seen && sharerKey(seen)];
      const outcome = await transact(client, [
        put({ kind: 'shared', ...sharer }, seen),
        { Put: { TableName: table, Item: { ...to, v: 1, sharer } } },
        ...(from && from.pk !== to.pk ? [{ Delete: { TableName: table, Key: from } }] : []),
      ]);
      if (outcome.kind === 'unmet') await places.share(sharer);
    },

    async release(alarmId) {
      const seen = await places.get(alarmId);
      if (!seen) return;
      const outcome = await transact(client, [
        { Delete: { TableName: table, Key: placeKey(alarmId), ...isStill(seen) } },
        seen.kind === 'own' ? count(-1) : { Delete: { TableName: table, Key: sharerKey(seen) } },
      ]);
      if (outcome.kind === 'unmet') await places.release(alarmId);
    },

    async sharers(share) {
      const rows = await reads.readPartition(sharePartition(share));
      return rows.map((row) => entityOf<{ sharer: Sharer }>(row).sharer);
    },

    async list() {
      return (await reads.readKind(placeKind)).map(placeOf);
    },
  };
  return places;
}

const placeRow = (place: RulePlace): Row => ({
  ...placeKey(place.alarmId),
  v: 1,
  kind: placeKind,
  place,
});

/** The condition that the place is still as it was seen. */
const isStill = (seen: RulePlace | undefined) =>
  seen
    ? {
        ConditionExpression: 'place.kind = :kind AND place.projectId = :project'.concat(
          seen.kind === 'shared' ? ' AND place.version = :version' : '',
        ),
        ExpressionAttributeValues: {
          ':kind': seen.kind,
          ':project': seen.projectId,
          ...(seen.kind === 'shared' && { ':version': seen.version }),
        },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };

const placeOf = (row: Row): RulePlace => entityOf<{ place: RulePlace }>(row).place;

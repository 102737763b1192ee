import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { formatKey, isWhole } from '../../events/aws/candidate-rows.ts';
import { candidateFormat } from '../../events/core/candidate-key.ts';
import { transact, writesIf } from '../../platform/aws/conditional-write.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import {
  replacesPlace,
  type RulePlace,
  sharedPlace,
  type Sharer,
} from '../core/rule/rule-place.ts';
import type { RulePlaces } from '../rule-ports.ts';
import { candidateAnnouncements } from './candidate-announcements.ts';
import { spotOf, spotOfPlace } from './sharer-spots.ts';

const placeKind = 'rule-place';
const placeKey = (alarmId: string) => ({ pk: `R#${alarmId}`, sk: alarmId });
/** The number of alarms that have a rule of their own; it changes in one transaction with each such place. */
const countKey = { pk: 'R#count', sk: 'own' };

/** Places in the table of alarms. A sharer has two rows: its place, and the one that events find it by. */
export function dynamoRulePlaces(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): RulePlaces {
  const reads = readsOf(client, table, clock);
  const announcements = candidateAnnouncements(client, table);

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
      if (seen && !replacesPlace(sharer, seen)) return seen;
      const spot = spotOf(sharer);
      const place = sharedPlace(
        sharer,
        { format: candidateFormat, spot, now: clock.now() },
        seen?.kind === 'shared' ? { place: seen, spot: spotOfPlace(seen) } : undefined,
      );
      const outcome = await transact(client, [
        put(place, seen),
        ...(spot ? [{ Put: { TableName: table, Item: sharerRow(sharer, spot.partition) } }] : []),
      ]);
      return outcome.kind === 'unmet' ? places.share(sharer) : place;
    },

    announce: (place) => announcements.place(place),

    async leaveFormer(place) {
      const { former = [], alarmId, version } = place;
      if (former.length === 0) return;
      // A later version may have moved the alarm back.
      const remove = (pk: string) =>
        new DeleteCommand({
          TableName: table,
          Key: { pk, sk: alarmId },
          ConditionExpression: 'sharer.version <= :version',
          ExpressionAttributeValues: { ':version': version },
        });
      await Promise.all(
        former.map(({ partition }) => writesIf(() => client.send(remove(partition)))),
      );
      await announcements.removal(former);
      const { former: _, movedAt: _at, ...settled } = place;
      await writesIf(() =>
        client.send(
          new PutCommand({ TableName: table, Item: placeRow(settled), ...isStill(place) }),
        ),
      );
    },

    async release(alarmId) {
      const seen = await places.get(alarmId);
      if (!seen) return;
      const outcome = await transact(client, [
        { Delete: { TableName: table, Key: placeKey(alarmId), ...isStill(seen) } },
        ...(seen.kind === 'own' ? [count(-1)] : []),
        ...rowsOf(seen).map((pk) => ({ Delete: { TableName: table, Key: { pk, sk: alarmId } } })),
      ]);
      if (outcome.kind === 'unmet') return places.release(alarmId);
      if (seen.kind === 'shared' && seen.spot) await announcements.removal([seen.spot]);
    },

    async markWhole() {
      const item = { ...formatKey, v: 1, format: candidateFormat };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },

    async isWhole() {
      return isWhole(await reads.read(formatKey));
    },

    async list() {
      return (await reads.readKind(placeKind)).map(placeOf);
    },
  };
  return places;
}

const rowsOf = (place: RulePlace): readonly string[] =>
  place.kind === 'own'
    ? []
    : [spotOfPlace(place), ...(place.former ?? [])].flatMap((spot) =>
        spot ? [spot.partition] : [],
      );

const sharerRow = (sharer: Sharer, partition: string): Row => ({
  pk: partition,
  sk: sharer.alarmId,
  v: 1,
  sharer,
});

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

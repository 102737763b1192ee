import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally, writesIf } from '../../../platform/aws/conditional-write.ts';
import {
  entityOf,
  isUnexpired,
  queryAll,
  type Row,
  secondsOf,
} from '../../../platform/aws/dynamo.ts';
import { rowReader } from '../../../platform/aws/row-reader.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Clock } from '../../../platform/ports.ts';
import type { KnownType, TraitDescription, TraitType } from '../../core/log/known-type.ts';
import { logLimits } from '../../core/log/log-limits.ts';
import type { EventTypes } from '../../ports.ts';
import { deleteRows } from './erase-rows.ts';

const partitionOf = (projectId: string): string => `P#${projectId}#types`;

/** A type may be longer than a sort key. */
const keyOfType = (projectId: string, eventType: string) => ({
  pk: partitionOf(projectId),
  sk: createHash('sha256').update(eventType).digest('base64url'),
});

interface TypeRow {
  readonly pk: string;
  readonly sk: string;
  readonly type: string;
  readonly seenAt: Instant;
  /** `<type>:<name>` each, so that adding to the set is no matter of order. */
  readonly traits?: ReadonlySet<string>;
}

const names: readonly TraitType[] = ['string', 'integer', 'float', 'datetime'];

const traitIn = (text: string): TraitDescription => {
  const at = text.indexOf(':');
  return {
    type: names.find((name) => name === text.slice(0, at)) ?? 'string',
    name: text.slice(at + 1),
  };
};

const typeIn = (row: Row): KnownType => {
  const { type, seenAt, traits } = entityOf<TypeRow>(row);
  return { eventType: type, seenAt, traits: [...(traits ?? [])].map(traitIn) };
};

export function dynamoEventTypes(
  client: DynamoDBDocumentClient,
  table: string,
  { clock, most = logLimits.types }: { readonly clock: Clock; readonly most?: number },
): EventTypes {
  const read = rowReader(client, table);
  const isShown = (row: Row): boolean => isUnexpired(row, clock.now());
  const rowsOf = (projectId: string): Promise<readonly Row[]> =>
    queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitionOf(projectId) },
    });

  const update = (
    projectId: string,
    { eventType, traits, seenAt }: KnownType,
    { expiresAt, condition }: { readonly expiresAt: Instant; readonly condition?: string },
  ) =>
    new UpdateCommand({
      TableName: table,
      Key: keyOfType(projectId, eventType),
      UpdateExpression: `SET #type = :type, seenAt = :seenAt, #ttl = :ttl, v = :v${
        traits.length > 0 ? ' ADD traits :traits' : ''
      }`,
      ...(condition !== undefined && { ConditionExpression: condition }),
      ExpressionAttributeNames: { '#type': 'type', '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':type': eventType,
        ':seenAt': seenAt,
        ':ttl': secondsOf(expiresAt),
        ':v': 1,
        ...(traits.length > 0 && {
          ':traits': new Set(traits.map(({ name, type }) => `${type}:${name}`)),
        }),
        ...(condition?.includes(':most') && { ':most': logLimits.traits }),
      },
    });

  const isFull = async (projectId: string): Promise<boolean> => {
    const { Count: count = 0 } = await client.send(
      new QueryCommand({
        TableName: table,
        Select: 'COUNT',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitionOf(projectId) },
      }),
    );
    return count >= most;
  };

  return {
    list: async (projectId) => (await rowsOf(projectId)).filter(isShown).map(typeIn),

    async get(projectId, eventType) {
      const row = await read(keyOfType(projectId, eventType));
      return row && isShown(row) ? typeIn(row) : undefined;
    },

    async note(projectId, type, expiresAt) {
      const known = await conditionally(() =>
        client.send(
          update(projectId, type, {
            expiresAt,
            condition:
              'attribute_exists(pk) AND (attribute_not_exists(traits) OR size(traits) < :most)',
          }),
        ),
      );
      if (known.kind === 'written') return 'noted';
      // Its traits are full, or it is not known yet.
      const seen = await writesIf(() =>
        client.send(
          update(
            projectId,
            { ...type, traits: [] },
            { expiresAt, condition: 'attribute_exists(pk)' },
          ),
        ),
      );
      if (seen) return 'noted';
      if (await isFull(projectId)) return 'full';
      await client.send(update(projectId, type, { expiresAt }));
      return 'noted';
    },

    async forget(projectId, until) {
      const rows = (await rowsOf(projectId)).map((row) => entityOf<TypeRow>(row));
      await deleteRows(
        client,
        table,
        rows.filter(({ seenAt }) => seenAt <= until).map(({ pk, sk }) => ({ pk, sk })),
      );
    },
  };
}

import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FunctionVersion } from '../core/function-version.ts';
import { after } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FunctionKey, VersionStore } from '../ports.ts';
import { dueAt, queryAll, queryDue, type Row } from '../../platform/aws/dynamo.ts';
import { holds } from '../../platform/aws/entity-row.ts';
import { counterKey, functionKey } from './function-rows.ts';
import { transact } from '../../platform/aws/conditional-write.ts';
import {
  versionKey,
  versionKind,
  versionPartition,
  versionsIn,
  versionSuffix,
} from './version-rows.ts';
import { versionScaling } from './version-scaling.ts';

/** How long the provisioner has before the sweeper asks it again. */
const provisioningSeconds = 60;

const kind = versionKind;
const suffix = versionSuffix;
const keyOf = versionKey;

/** The functions that due rows belong to. */
const functionOf = ({ pk, sk }: Row): FunctionKey => ({
  projectId: String(pk).slice('P#'.length, -suffix.length),
  functionId: String(sk).split('#')[0] ?? '',
});

/**
 * Versions live in the table `functions` under their project and function, by an id of their own,
 * because a number may be given again. A removed one stays as a hidden row without `id` and `kind`
 * until the provisioner forgets it.
 */
export function dynamoVersionStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): VersionStore {
  const due = (id: string) => dueAt(id, after(clock.now(), provisioningSeconds));

  async function rowsOf({ projectId, functionId }: FunctionKey, removed: boolean) {
    const rows = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :function)',
      ExpressionAttributeValues: {
        ':pk': versionPartition(projectId),
        ':function': `${functionId}#`,
      },
      ConsistentRead: true,
    });
    return versionsIn(rows.filter((row) => Boolean(row['removed']) === removed)).toSorted(
      (left, right) => left.number - right.number,
    );
  }

  const hide = (version: FunctionVersion) => {
    const { dueShard, dueAt: at } = due(version.id);
    return {
      Update: {
        TableName: table,
        Key: keyOf(version),
        UpdateExpression: 'SET removed = :true, dueShard = :shard, dueAt = :at REMOVE id, kind',
        ConditionExpression: 'attribute_exists(kind)',
        ExpressionAttributeValues: { ':true': true, ':shard': dueShard, ':at': at },
      },
    };
  };

  /** Sets the latest version of the version's function, on a condition. */
  const number = (
    { projectId, functionId }: FunctionKey,
    condition: string,
    values: Readonly<Record<string, number>>,
  ) => ({
    Update: {
      TableName: table,
      Key: functionKey(projectId, functionId),
      UpdateExpression: 'SET latestVersion = :next',
      ConditionExpression: `attribute_exists(kind) AND latestVersion = :latest${condition}`,
      ExpressionAttributeValues: values,
    },
  });

  return {
    async create(version, { revision, latestVersion }) {
      const row = { ...version, ...keyOf(version), ...due(version.id), kind };
      const { kind: outcome } = await transact(client, [
        {
          Put: { TableName: table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' },
        },
        number(version, ' AND revision = :revision', {
          ':next': version.number,
          ':latest': latestVersion,
          ':revision': revision,
        }),
      ]);
      return outcome === 'committed' ? 'stored' : 'stale';
    },

    ...versionScaling(client, table, due),

    list: (fn) => rowsOf(fn, false),
    removed: (fn) => rowsOf(fn, true),

    async published(version, outcome) {
      const write = (update: string, condition: string, values: Row) =>
        holds(
          client.send(
            new UpdateCommand({
              TableName: table,
              Key: keyOf(version),
              UpdateExpression: update,
              ConditionExpression: `attribute_exists(kind) AND lambdaVersion = :null AND publishError = :null${condition}`,
              ExpressionAttributeValues: { ...values, ':null': null },
            }),
          ),
        );
      const done = ' REMOVE dueShard, dueAt';
      if ('error' in outcome)
        return void (await write(
          `SET publishError = :error, provisioned = :none, provisionPending = :false${done}`,
          '',
          { ':error': outcome.error, ':none': 0, ':false': false },
        ));
      const told = { ':version': outcome.lambdaVersion };
      const set = 'SET lambdaVersion = :version';
      // One that is also to be scaled stays due.
      const isDone = ' AND (attribute_not_exists(provisionPending) OR provisionPending = :false)';
      if (await write(`${set}${done}`, isDone, { ...told, ':false': false })) return;
      await write(set, '', told);
    },

    async republish(fn, versions) {
      const lost = versions.map((version, index) => {
        const { dueShard, dueAt: at } = due(version.id);
        return {
          Update: {
            TableName: table,
            Key: keyOf(version),
            UpdateExpression: `SET lambdaVersion = :null, revision = :next, dueShard = :shard, dueAt = :at${version.provisioned > 0 ? ', provisionPending = :true' : ''}`,
            ConditionExpression: 'attribute_exists(kind) AND revision = :seen',
            ExpressionAttributeValues: {
              ...(version.provisioned > 0 && { ':true': true }),
              ':null': null,
              ':next': fn.revision + 1 + index,
              ':seen': version.revision,
              ':shard': dueShard,
              ':at': at,
            },
          },
        };
      });
      const { dueShard, dueAt: at } = due(fn.id);
      const again = {
        Update: {
          TableName: table,
          Key: functionKey(fn.projectId, fn.id),
          UpdateExpression: 'SET revision = :next, dueShard = :shard, dueAt = :at',
          ConditionExpression: 'attribute_exists(kind) AND revision = :seen',
          ExpressionAttributeValues: {
            ':next': fn.revision + 1 + versions.length,
            ':seen': fn.revision,
            ':shard': dueShard,
            ':at': at,
          },
        },
      };
      const { kind: outcome } = await transact(client, [again, ...lost]);
      return outcome === 'committed' ? 'stored' : 'stale';
    },

    async remove(version) {
      const lowered = await transact(client, [
        hide(version),
        number(version, '', { ':latest': version.number, ':next': version.number - 1 }),
      ]);
      if (lowered.kind === 'committed') return 'removed';
      if (lowered.at.includes(0)) return 'gone';
      const hidden = await transact(client, [hide(version)]);
      return hidden.kind === 'committed' ? 'removed' : 'gone';
    },

    async forget(version) {
      const keys = [keyOf(version), counterKey(version.projectId, version.id)];
      await transact(
        client,
        keys.map((Key) => ({ Delete: { TableName: table, Key } })),
      );
    },

    async due(now) {
      const rows = await queryDue(client, table, now);
      return rows.filter(({ pk }) => String(pk).endsWith(suffix)).map(functionOf);
    },
  };
}

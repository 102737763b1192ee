import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { type RowKey, rowReader } from '../../platform/aws/row-reader.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { AlarmKey, AlarmLook, AlarmLooks } from '../measure-ports.ts';

const looksDue = 'look-';
const partition = 'LOOK#';

/** Each alarm has a partition of its own: a project's alarms may all be looked at in the same second. */
const keyOf = ({ projectId, id }: AlarmKey): RowKey => ({ pk: `${partition}${id}`, sk: projectId });
const alarmIn = ({ pk, sk }: RowKey): AlarmKey => ({
  projectId: sk,
  id: pk.slice(partition.length),
});

interface Stored extends Pick<AlarmLook, 'nextAt' | 'repeatAt' | 'lookedAt'> {
  readonly arming?: number;
  readonly targets?: AlarmLook['targets'];
  readonly deciding?: ReadonlySet<string>;
}

function lookOf(row: Row): AlarmLook {
  const { arming = 0, targets = [], deciding, ...times } = entityOf<Stored>(row);
  const { nextAt, repeatAt, lookedAt } = times;
  return { arming, targets, nextAt, repeatAt, lookedAt, deciding: [...(deciding ?? [])] };
}

/** Looks in the table of alarms. What different writers change is in attributes of its own. */
export function dynamoAlarmLooks(client: DynamoDBDocumentClient, table: string): AlarmLooks {
  const read = rowReader(client, table);

  const update = (alarm: AlarmKey, how: Omit<UpdateCommand['input'], 'TableName' | 'Key'>) =>
    client.send(new UpdateCommand({ TableName: table, Key: keyOf(alarm), ...how }));
  const dueOf = (id: string, at: Instant | undefined) =>
    at === undefined ? undefined : dueAt(id, at, looksDue);

  return {
    async get(alarm) {
      const row = await read(keyOf(alarm));
      return row && lookOf(row);
    },

    async watch(alarm, { arming, targets, dueAt: at }) {
      const due = dueOf(alarm.id, at);
      const stored = await writesIf(() =>
        update(alarm, {
          UpdateExpression: `SET v = :v, arming = :arming, targets = :targets${
            due ? ', dueShard = :shard, dueAt = :at' : ''
          } REMOVE nextAt, repeatAt`,
          ConditionExpression: 'attribute_not_exists(arming) OR arming <= :arming',
          ExpressionAttributeValues: {
            ':v': 1,
            ':arming': arming,
            ':targets': targets,
            ...(due && { ':shard': due.dueShard, ':at': due.dueAt }),
          },
        }),
      );
      return stored ? 'stored' : 'stale';
    },

    async schedule(alarm, { nextAt, repeatAt, dueAt: at }) {
      const values = Object.entries({ nextAt, repeatAt, ...dueOf(alarm.id, at) });
      const set = values.flatMap(([name, value]) => (value === undefined ? [] : [name]));
      const remove = ['nextAt', 'repeatAt', 'dueShard', 'dueAt'].filter(
        (name) => !set.includes(name),
      );
      await conditionally(() =>
        update(alarm, {
          UpdateExpression: `SET v = :v${set.map((name) => `, ${name} = :${name}`).join('')}${
            remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''
          }`,
          ExpressionAttributeValues: {
            ':v': 1,
            ...Object.fromEntries(
              values.flatMap(([name, value]) => (value === undefined ? [] : [[`:${name}`, value]])),
            ),
          },
        }),
      );
    },

    async noteLook(alarm, at) {
      await writesIf(() =>
        update(alarm, {
          UpdateExpression: 'SET lookedAt = :at',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':at': at },
        }),
      );
    },

    async begin(alarm, decision) {
      await conditionally(() => update(alarm, deciding('ADD', [decision])));
    },

    async end(alarm, decisions) {
      await conditionally(() => update(alarm, deciding('DELETE', decisions)));
    },

    async remove(alarm) {
      await conditionally(() =>
        client.send(new DeleteCommand({ TableName: table, Key: keyOf(alarm) })),
      );
    },

    ...dynamoDueRows(client, table, { keyIn: alarmIn, prefix: looksDue }),
  };
}

/** Sets change without regard to what others add and take away at the same time. */
const deciding = (how: 'ADD' | 'DELETE', decisions: readonly string[]) => ({
  UpdateExpression: `SET v = :v ${how} deciding :decisions`,
  ExpressionAttributeValues: { ':v': 1, ':decisions': new Set(decisions) },
});

import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { dueKeys } from '../../platform/aws/due-keys.ts';
import { entityOf } from '../../platform/aws/dynamo.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import type { RuleSync } from '../ports.ts';
import { alarmKey, alarmOf, isLive } from './alarm-rows.ts';

/** The most alarms that one sweep looks at. */
const dueAtOnce = 500;

/** An alarm's row is in the due index until its rule is synced. */
export function dynamoRuleSync(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): RuleSync {
  const reads = readsOf(client, table, clock);
  return {
    async markSynced({ projectId, id, version }) {
      const clear = new UpdateCommand({
        TableName: table,
        Key: alarmKey({ projectId, id }),
        UpdateExpression: 'REMOVE dueShard, dueAt',
        ConditionExpression: 'ruleVersion <= :version',
        ExpressionAttributeValues: { ':version': version },
      });
      return (await writesIf(() => client.send(clear))) ? 'synced' : 'stale';
    },

    async unsynced(now) {
      const keys = await dueKeys(client, table, { now, limit: dueAtOnce });
      // The index may lag: the rows say whether they are still due.
      const rows = await Promise.all(keys.map(({ pk, sk }) => reads.read({ pk, sk })));
      return rows
        .filter((row) => row !== undefined)
        .filter((row) => row['dueAt'] !== undefined)
        .map((row) => ({
          ...alarmOf(row),
          version: entityOf<{ version: number }>(row).version,
          removed: !isLive(row),
        }));
    },
  };
}

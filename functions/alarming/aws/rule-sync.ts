import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { dueKeys } from '../../platform/aws/due-keys.ts';
import { entityOf } from '../../platform/aws/dynamo.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import type { RuleSync } from '../rule-ports.ts';
import { alarmKey, alarmOf, isLive, projectOf } from './alarm-rows.ts';

/** An alarm's row is in the due index until its rule is synced. */
export function dynamoRuleSync(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): RuleSync {
  return {
    async markSynced({ projectId, id, version }) {
      const clear = new UpdateCommand({
        TableName: table,
        Key: alarmKey({ projectId, id }),
        // A rule that is put again, as by the review, has been on the bus since it was first put.
        UpdateExpression: 'SET settledAt = if_not_exists(settledAt, :now) REMOVE dueShard, dueAt',
        ConditionExpression: 'ruleVersion <= :version',
        ExpressionAttributeValues: { ':version': version, ':now': clock.now() },
      });
      return (await writesIf(() => client.send(clear))) ? 'synced' : 'stale';
    },

    async unsynced(now, limit) {
      const keys = await dueKeys(client, table, { now, limit });
      return keys.flatMap(({ pk, sk, dueAt }) => {
        const projectId = projectOf(pk);
        return projectId === undefined ? [] : [{ projectId, id: sk, dueAt }];
      });
    },

    async take({ projectId, id, dueAt }, until) {
      const take = new UpdateCommand({
        TableName: table,
        Key: alarmKey({ projectId, id }),
        UpdateExpression: 'SET dueAt = :until',
        // The index may lag: the row says whether it is still due.
        ConditionExpression: 'dueAt = :seen',
        ExpressionAttributeValues: { ':until': until, ':seen': dueAt },
        ReturnValues: 'ALL_NEW',
      });
      const outcome = await conditionally(() => client.send(take));
      const row = outcome.kind === 'written' ? outcome.answer.Attributes : undefined;
      return (
        row && {
          ...alarmOf(row),
          version: entityOf<{ version: number }>(row).version,
          removed: !isLive(row),
        }
      );
    },
  };
}

import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally } from '../../platform/aws/conditional-write.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { dueAt } from '../../platform/aws/dynamo.ts';
import { entityIn } from '../../platform/aws/row-store.ts';
import { statementWriter, updating } from '../../platform/aws/statement-writer.ts';
import type { Execution } from '../core/executions/execution.ts';
import type { ExecutionAttempts } from '../ports.ts';
import { executionKey, executionKeyIn, executionKind } from './execution-rows.ts';

/** The row as long as the attempt of `execution` holds it. */
const heldBy = ({ attempt }: Execution) => ({ kind: executionKind, status: 'running', attempt });

/** Claims and ends executions in the rows of `dynamoExecutionStore`. A running one is due when its lease ends. */
export function dynamoExecutionAttempts(
  client: DynamoDBDocumentClient,
  table: string,
): ExecutionAttempts {
  const write = statementWriter(client);

  return {
    ...dynamoDueRows(client, table, executionKeyIn),

    async claim(id, now, leaseUntil) {
      const claim = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: executionKey(id),
            UpdateExpression:
              'SET attempt = attempt + :one, leaseUntil = :lease, dueShard = :shard, dueAt = :lease',
            ConditionExpression: 'kind = :kind AND #status = :running AND NOT leaseUntil > :now',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ':one': 1,
              ':kind': executionKind,
              ':running': 'running',
              ':now': now,
              ':lease': leaseUntil,
              ':shard': dueAt(id.id, leaseUntil).dueShard,
            },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if (claim.kind === 'written')
        return { kind: 'claimed', execution: entityIn<Execution>(claim.answer.Attributes ?? {}) };
      if (!claim.found) return { kind: 'missing' };
      const { kind: shown, status, leaseUntil: until } = claim.found;
      return shown && status === 'running' && typeof until === 'string'
        ? { kind: 'leased', until }
        : { kind: 'ended' };
    },

    async finish(execution) {
      const { status, result, log, environment, leaseUntil, updatedAt } = execution;
      const ended = updating(table, {
        key: executionKey(execution),
        where: heldBy(execution),
        set: { status, result, log, environment, leaseUntil, updatedAt },
        remove: ['dueShard', 'dueAt'],
      });
      return (await write(ended)) ? 'stored' : 'stale';
    },

    async release(execution, until) {
      const released = updating(table, {
        key: executionKey(execution),
        where: heldBy(execution),
        set: { attempt: execution.attempt - 1, leaseUntil: until, dueAt: until },
        remove: [],
      });
      return (await write(released)) ? 'stored' : 'stale';
    },
  };
}

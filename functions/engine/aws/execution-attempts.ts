import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { statementWriter, updating } from '../../platform/aws/statement-writer.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Execution } from '../core/executions/execution.ts';
import type { ExecutionAttempts } from '../execution-ports.ts';
import {
  executionIdOf,
  executionKey,
  executionKind,
  expiryOf,
  summaryOf,
} from './execution-rows.ts';
import { executionTexts } from './execution-texts.ts';
import { executionUsage } from './execution-usage.ts';

/** The row as long as the attempt of `execution` holds it. */
const heldBy = ({ attempt }: Execution) => ({ kind: executionKind, status: 'running', attempt });

/** Claims and ends executions in the rows of `dynamoExecutionStore`. A claimed one is due when its lease ends. */
export function dynamoExecutionAttempts(
  client: DynamoDBDocumentClient,
  table: string,
  settings: { readonly clock: Clock; readonly retentionDays: number },
): ExecutionAttempts {
  const write = statementWriter(client);
  const texts = executionTexts(client, table);
  const usage = executionUsage(client, table, settings);

  return {
    ...dynamoDueRows(client, table, { keyIn: executionIdOf }),

    async claim(execution, now, leaseUntil) {
      const claim = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: executionKey(execution),
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
              ':shard': dueAt(execution.id, leaseUntil).dueShard,
            },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if (claim.kind === 'written') {
        const claimed = summaryOf(claim.answer.Attributes ?? {});
        return { kind: 'claimed', execution: { ...execution, ...claimed } };
      }
      if (!claim.found) return { kind: 'missing' };
      const { kind: shown, status, leaseUntil: until } = claim.found;
      return shown && status === 'running' && typeof until === 'string'
        ? { kind: 'leased', until }
        : { kind: 'ended' };
    },

    async finish(execution) {
      const { attempt, status, environment, updatedAt } = execution;
      const ttl = expiryOf(execution, settings.retentionDays);
      // Each attempt has its own texts, so that a late one does not replace another's.
      const [result, log] = await Promise.all([
        texts.store(execution, execution.result, { name: `result#${attempt}`, ttl }),
        texts.store(execution, execution.log, { name: `log#${attempt}`, ttl }),
      ]);
      const ended = updating(table, {
        key: executionKey(execution),
        where: heldBy(execution),
        set: { status, result, log, environment, updatedAt },
        remove: ['leaseUntil', 'dueShard', 'dueAt'],
      });
      if (!(await write(ended))) return 'stale';
      if (execution.counted) await usage.ended(execution.projectId);
      return 'stored';
    },

    async release(execution, until) {
      const released = updating(table, {
        key: executionKey(execution),
        where: heldBy(execution),
        set: { attempt: execution.attempt - 1, leaseUntil: until, ...dueAt(execution.id, until) },
        remove: [],
      });
      return (await write(released)) ? 'stored' : 'stale';
    },
  };
}

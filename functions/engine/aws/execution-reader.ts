import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Execution } from '../core/executions/execution.ts';
import type { RowId } from '../execution-ports.ts';
import { executionKey, isShown, wholeOf } from './execution-rows.ts';
import { executionTextReader } from './execution-texts.ts';

/** Reads an execution with its texts, consistently. */
export function executionReader(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): (id: RowId) => Promise<Execution | undefined> {
  const read = rowReader(client, table);
  const texts = executionTextReader(client, table);
  return async (id) => {
    const row = await read(executionKey(id));
    if (!row || !isShown(row, secondsOf(clock.now()))) return undefined;
    const { input, result, log, ...summary } = wholeOf(row);
    const [asked, answered, printed] = await Promise.all(
      [input, result, log].map((text) => texts.load(summary, text)),
    );
    return { ...summary, input: asked ?? null, result: answered ?? null, log: printed ?? null };
  };
}

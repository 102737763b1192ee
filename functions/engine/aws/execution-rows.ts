import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dueAt, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { type RowKind, rowStore } from '../../platform/aws/row-store.ts';
import type { Clock } from '../../platform/ports.ts';
import { dueTime } from '../core/executions/execution-schedule.ts';
import type { Execution } from '../core/executions/execution.ts';

const secondsPerDay = 24 * 60 * 60;

export const executionKind = 'execution';

export const executionPartition = (projectId: string) => `P#${projectId}`;

export const executionKey = ({
  projectId,
  id,
}: {
  readonly projectId: string;
  readonly id: string;
}) => ({ pk: executionPartition(projectId), sk: id });

/** Which execution a row is, by its key. */
export const executionKeyIn = ({ pk, sk }: { readonly pk: string; readonly sk: string }) =>
  pk.startsWith('P#') ? { projectId: pk.slice('P#'.length), id: sk } : undefined;

/** Executions are rows in the partition of their project, shown until they expire. */
export const executionRows = (client: DynamoDBDocumentClient, table: string, clock: Clock) => {
  const rows: RowKind<Execution> = {
    kind: executionKind,
    partition: executionPartition,
    isShown: ({ ttl }) => Number(ttl) > secondsOf(clock.now()),
  };
  return rowStore(client, table, rows);
};

export const executionRow = (execution: Execution, retentionDays: number): Row => ({
  ...execution,
  ...executionKey(execution),
  kind: executionKind,
  ttl: secondsOf(execution.createdAt) + retentionDays * secondsPerDay,
  ...(execution.status === 'running' && dueAt(execution.id, dueTime(execution))),
});

import { dueAt } from '../../platform/aws/due-keys.ts';
import { entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import { dueTime, isFollowedUp } from '../core/executions/execution-schedule.ts';
import type { Execution, ExecutionSummary } from '../core/executions/execution.ts';
import type { RowId } from '../execution-ports.ts';
import type { StoredText } from './execution-texts.ts';

const secondsPerDay = 24 * 60 * 60;

export const executionKind = 'execution';

/** Ids begin with the time, so a project's partition is in the order of time. */
export const executionPartition = (projectId: string) => `P#${projectId}`;
export const projectOf = (partition: string) => partition.slice('P#'.length);

export const executionKey = ({ projectId, id }: RowId) => ({
  pk: executionPartition(projectId),
  sk: id,
});

/** Which execution a row is, by its key. */
export const executionIdOf = ({ pk, sk }: RowKey): RowId => ({ projectId: projectOf(pk), id: sk });

export const expiryOf = ({ createdAt }: Pick<Execution, 'createdAt'>, retentionDays: number) =>
  secondsOf(createdAt) + retentionDays * secondsPerDay;

/** The texts of an execution, as its row refers to them. */
export interface StoredTexts {
  readonly input: StoredText | null;
  readonly result: StoredText | null;
  readonly log: StoredText | null;
}

/**
 * The row of a new execution. What is null is left out, and the id and project are in the key: most rows are
 * then under one kilobyte, the unit in which a write is paid.
 */
export const executionRow = (
  execution: Execution,
  texts: StoredTexts,
  retentionDays: number,
): Row => {
  const { id: _id, projectId: _project, ...fields } = { ...execution, ...texts };
  return {
    ...executionKey(execution),
    v: 1,
    kind: executionKind,
    ttl: expiryOf(execution, retentionDays),
    ...present(fields),
    ...(isFollowedUp(execution) && dueAt(execution.id, dueTime(execution))),
  };
};

const present = (fields: Row): Row =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** A row of an execution that exists and has not expired. */
export const isShown = (row: Row, nowSeconds: number): boolean =>
  row['kind'] === executionKind && Number(row['ttl']) > nowSeconds;

export const summaryOf = (row: Row): ExecutionSummary => {
  const { input: _input, log: _log, result: _result, ...summary } = wholeOf(row);
  return summary;
};

/** Everything that the row says of an execution, its texts as references. */
export function wholeOf(row: Row): ExecutionSummary & StoredTexts {
  const { pk, sk, v: _v, kind: _kind, ttl: _ttl, dueShard: _shard, dueAt: _at, ...fields } = row;
  return entityOf<ExecutionSummary & StoredTexts>({
    functionId: null,
    functionAlias: null,
    functionVersion: null,
    description: null,
    input: null,
    result: null,
    log: null,
    leaseUntil: null,
    updatedAt: null,
    ...fields,
    id: sk,
    projectId: projectOf(String(pk)),
  });
}

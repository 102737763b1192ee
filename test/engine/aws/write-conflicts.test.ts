import { describe, expect, test } from 'vitest';
import { dynamoAliasStore } from '../../../functions/engine/aws/alias-store.ts';
import { dynamoExecutionStores } from '../../../functions/engine/aws/execution-stores.ts';
import { dynamoFunctionStores } from '../../../functions/engine/aws/function-stores.ts';
import { dynamoJobStore } from '../../../functions/engine/aws/job-store.ts';
import { dynamoWebhookStore } from '../../../functions/engine/aws/webhook-store.ts';
import { standingClock } from '../../support/clock.ts';
import { conflictingDynamo } from '../../support/conflicting-dynamo.ts';
import {
  aFunction,
  aJob,
  anAlias,
  anExecution,
  aVersion,
  aWebhook,
} from '../support/engine-builders.ts';

const fn = aFunction();
const version = aVersion(fn);
const [alias, execution, job, webhook] = [anAlias(), anExecution(), aJob(), aWebhook()];

/** The stores over a DynamoDB that answers the first writes with a conflict. */
function storesOver(conflicts: number) {
  const { client, writes } = conflictingDynamo(conflicts);
  const clock = standingClock();
  const stores = {
    ...dynamoFunctionStores(client, 'table', clock),
    ...dynamoExecutionStores(client, 'table', { clock, retentionDays: 30 }),
    aliases: dynamoAliasStore(client, 'table'),
    jobs: dynamoJobStore(client, 'table'),
    webhooks: dynamoWebhookStore(client, 'table'),
  };
  return { stores, writes };
}
type Stores = ReturnType<typeof storesOver>['stores'];

const writes: readonly (readonly [string, (stores: Stores) => Promise<unknown>, unknown])[] = [
  ['function: create', ({ functions }) => functions.create(fn), undefined],
  ['function: replace', ({ functions }) => functions.replace(fn, fn), 'stored'],
  ['function: remove', ({ functions }) => functions.remove('demo', fn.id), undefined],
  ['function: applied', ({ revisions }) => revisions.applied(fn, null), undefined],
  ['function: forget', ({ revisions }) => revisions.forget('demo', fn.id), undefined],
  ['function: count', ({ executionCounts }) => executionCounts.add(fn), undefined],
  ['version: create', ({ versions }) => versions.create(version, fn), 'stored'],
  ['version: remove', ({ versions }) => versions.remove(version), 'removed'],
  [
    'version: record a publication',
    ({ publications }) => publications.record(version, { lambdaVersion: '1' }),
    undefined,
  ],
  [
    'version: record a failure',
    ({ publications }) => publications.record(version, { error: 'too large' }),
    undefined,
  ],
  ['version: republish', ({ publications }) => publications.republish(fn, [version]), 'stored'],
  ['version: forget', ({ publications }) => publications.forget(version), undefined],
  ['version: scale', ({ scaling }) => scaling.scale(version, 1), 'stored'],
  ['version: scaled', ({ scaling }) => scaling.scaled(version, null), 'stored'],
  ['alias: create', ({ aliases }) => aliases.create(alias), 'created'],
  [
    'alias: replace',
    ({ aliases }) => aliases.replace({ ...alias, functionVersion: 2 }, alias),
    'stored',
  ],
  ['alias: remove', ({ aliases }) => aliases.remove(alias), 'removed'],
  ['job: create', ({ jobs }) => jobs.create(job), undefined],
  ['job: replace', ({ jobs }) => jobs.replace(job), 'stored'],
  ['job: remove', ({ jobs }) => jobs.remove('demo', job.id), 'removed'],
  ['webhook: create', ({ webhooks }) => webhooks.create(webhook), undefined],
  ['webhook: replace', ({ webhooks }) => webhooks.replace(webhook), 'stored'],
  ['webhook: remove', ({ webhooks }) => webhooks.remove(webhook), undefined],
  ['execution: create', ({ executions }) => executions.create(execution), 'created'],
  ['execution: remove', ({ executions }) => executions.remove('demo', execution.id), 'removed'],
  [
    'execution: claim',
    ({ attempts }) => attempts.claim(execution, fn.createdAt, fn.createdAt),
    { kind: 'claimed', execution: expect.any(Object) },
  ],
  ['execution: finish', ({ attempts }) => attempts.finish(execution), 'stored'],
  ['execution: release', ({ attempts }) => attempts.release(execution, fn.createdAt), 'stored'],
];

describe('a write that conflicts with a transaction on the same row', () => {
  test.each(writes)('%s: is retried, and succeeds', async (_name, write, outcome) => {
    const { stores, writes: sent } = storesOver(2);
    expect(await write(stores)).toEqual(outcome);
    expect(sent.slice(0, 3)).toEqual([sent[0], sent[0], sent[0]]);
  });

  test('fails once the row has been busy too long', async () => {
    const { stores } = storesOver(Number.POSITIVE_INFINITY);
    await expect(stores.functions.replace(fn, fn)).rejects.toThrow('a row was busy');
  });
});

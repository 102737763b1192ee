import { dynamoAliasStore } from '../../functions/engine/aws/alias-store.ts';
import { dynamoExecutionStores } from '../../functions/engine/aws/execution-stores.ts';
import { dynamoFunctionStores } from '../../functions/engine/aws/function-stores.ts';
import { dynamoJobStore } from '../../functions/engine/aws/job-store.ts';
import { dynamoWebhookStore } from '../../functions/engine/aws/webhook-store.ts';
import { s3PayloadStore } from '../../functions/platform/aws/payload-store.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { paged, type Part, type Stored, textOf } from './stored.ts';

const limit = 100;

interface WithSecrets {
  readonly secrets?: readonly { readonly name: string }[];
}

/** Of secrets, only the names: what is sealed is worth nothing outside the deployment. */
const withoutSecrets = <Entity extends WithSecrets>({ secrets, ...rest }: Entity) => ({
  ...rest,
  ...(secrets && { secretNames: secrets.map(({ name }) => name) }),
});

export function engineParts({ dynamo, s3, tables, bucket }: Stored): readonly Part[] {
  const clock = systemClock;
  const { functions, versions } = dynamoFunctionStores(dynamo, tables.functions, clock);
  const aliases = dynamoAliasStore(dynamo, tables.functions);
  const jobs = dynamoJobStore(dynamo, tables.functions);
  const webhooks = dynamoWebhookStore(dynamo, tables.functions);
  // Only writes expire by the number of days.
  const stores = dynamoExecutionStores(dynamo, tables.executions, { clock, retentionDays: 30 });
  const { executions } = stores;
  const load = textOf((payload) => s3PayloadStore(s3, bucket).load(payload));

  return [
    {
      name: 'functions',
      async *entries(projectId) {
        for (const fn of await functions.list(projectId)) yield withoutSecrets(fn);
      },
    },
    {
      name: 'versions',
      async *entries(projectId) {
        // oxlint-disable-next-line no-await-in-loop -- one function after the other
        for (const { id } of await functions.list(projectId))
          for (const version of await versions.list({ projectId, functionId: id }))
            yield withoutSecrets(version);
      },
    },
    {
      name: 'aliases',
      async *entries(projectId) {
        yield* await aliases.list(projectId);
      },
    },
    {
      name: 'jobs',
      async *entries(projectId) {
        yield* await jobs.list(projectId);
      },
    },
    {
      name: 'webhooks',
      async *entries(projectId) {
        yield* await webhooks.list(projectId);
      },
    },
    {
      name: 'executions',
      async *entries(projectId) {
        const page = (last?: { readonly id: string }) =>
          executions.list(projectId, { limit, before: last?.id });
        for await (const { id } of paged(page, limit)) {
          const execution = await executions.get(projectId, id);
          if (!execution) continue;
          const { input, result, log, ...rest } = execution;
          yield {
            ...rest,
            input: await load(input),
            result: await load(result),
            log: await load(log),
          };
        }
      },
    },
  ];
}

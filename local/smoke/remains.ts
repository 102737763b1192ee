import { paginateListTables } from '@aws-sdk/client-dynamodb';
import { ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { paginateListFunctions, paginateListLayers } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { paginateListQueues } from '@aws-sdk/client-sqs';
import { clientsOf, type Clients } from './clients.ts';
import type { Place } from './place.ts';

type Name = string | undefined;

async function named(
  prefix: string,
  pages: AsyncIterable<readonly Name[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of pages)
    for (const name of page) if (name?.includes(prefix)) found.push(name);
  return found;
}

async function* each<Page>(pages: AsyncIterable<Page>, names: (page: Page) => readonly Name[]) {
  for await (const page of pages) yield names(page);
}

type Kinds = Readonly<Record<string, () => Promise<readonly string[]>>>;

/** What only runs, and what is made at run time: a rule cannot outlive its bus. */
const running = ({ bridge, lambda }: Clients, prefix: string): Kinds => ({
  function: () =>
    named(
      prefix,
      each(paginateListFunctions({ client: lambda }, {}), ({ Functions: all = [] }) =>
        all.map(({ FunctionName: name }) => name),
      ),
    ),
  layer: () =>
    named(
      prefix,
      each(paginateListLayers({ client: lambda }, {}), ({ Layers: all = [] }) =>
        all.map(({ LayerName: name }) => name),
      ),
    ),
  bus: async () => {
    const { EventBuses: all = [] } = await bridge.send(
      new ListEventBusesCommand({ NamePrefix: prefix }),
    );
    return all.flatMap(({ Name: name }) => name ?? []);
  },
});

const everything = (clients: Clients, prefix: string): Kinds => ({
  ...running(clients, prefix),
  queue: () =>
    named(
      prefix,
      each(
        paginateListQueues({ client: clients.sqs }, { QueueNamePrefix: prefix, MaxResults: 1000 }),
        ({ QueueUrls: all = [] }) => all,
      ),
    ),
  table: () =>
    named(
      prefix,
      each(paginateListTables({ client: clients.dynamo }, {}), ({ TableNames: all = [] }) => all),
    ),
  bucket: async () => {
    const { Buckets: all = [] } = await clients.s3.send(new ListBucketsCommand({}));
    return all.flatMap(({ Name: name }) => (name?.includes(prefix) ? name : []));
  },
  secret: () =>
    named(
      prefix,
      each(paginateListSecrets({ client: clients.secrets }, {}), ({ SecretList: all = [] }) =>
        all.map(({ Name: name }) => name),
      ),
    ),
  'log group': () => clients.logGroups(prefix),
});

/** Everything in the account whose name holds the prefix, with its kind. */
export async function remains({ cloud, name }: Place, prefix: string): Promise<readonly string[]> {
  const found = await listed(everything(clientsOf(cloud), prefix));
  // The emulator logs for functions that may not log.
  return name === 'AWS' ? found : found.filter((one) => !one.includes(`/aws/lambda/${prefix}-fn-`));
}

export const madeAtRunTime = (clients: Clients, prefix: string): Promise<readonly string[]> =>
  listed(running(clients, prefix));

async function listed(kinds: Kinds): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(kinds).map(async ([kind, list]) =>
      (await list()).map((name) => `${kind} ${name}`),
    ),
  );
  return found.flat();
}

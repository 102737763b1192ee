import { paginateListTables } from '@aws-sdk/client-dynamodb';
import { ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { paginateListFunctions, paginateListLayers } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { paginateListQueues } from '@aws-sdk/client-sqs';
import { awsClients, type AwsClients } from './aws-clients.ts';
import type { Account } from './account.ts';

type Name = string | undefined;

async function namesWith(
  prefix: string,
  pages: AsyncIterable<readonly Name[]>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of pages)
    for (const name of page) if (name?.includes(prefix)) found.push(name);
  return found;
}

async function* namesIn<Page>(pages: AsyncIterable<Page>, names: (page: Page) => readonly Name[]) {
  for await (const page of pages) yield names(page);
}

type Kinds = Readonly<Record<string, () => Promise<readonly string[]>>>;

/** What the app stack contains or creates at run time. Rules are not listed, because they are deleted with their bus. */
const runTimeKinds = ({ bridge, lambda }: AwsClients, prefix: string): Kinds => ({
  function: () =>
    namesWith(
      prefix,
      namesIn(paginateListFunctions({ client: lambda }, {}), ({ Functions: all = [] }) =>
        all.map(({ FunctionName: name }) => name),
      ),
    ),
  layer: () =>
    namesWith(
      prefix,
      namesIn(paginateListLayers({ client: lambda }, {}), ({ Layers: all = [] }) =>
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

const allKinds = (clients: AwsClients, prefix: string): Kinds => ({
  ...runTimeKinds(clients, prefix),
  queue: () =>
    namesWith(
      prefix,
      namesIn(
        paginateListQueues({ client: clients.sqs }, { QueueNamePrefix: prefix, MaxResults: 1000 }),
        ({ QueueUrls: all = [] }) => all,
      ),
    ),
  table: () =>
    namesWith(
      prefix,
      namesIn(
        paginateListTables({ client: clients.dynamo }, {}),
        ({ TableNames: all = [] }) => all,
      ),
    ),
  bucket: async () => {
    const { Buckets: all = [] } = await clients.s3.send(new ListBucketsCommand({}));
    return all.flatMap(({ Name: name }) => (name?.includes(prefix) ? name : []));
  },
  secret: () =>
    namesWith(
      prefix,
      namesIn(paginateListSecrets({ client: clients.secrets }, {}), ({ SecretList: all = [] }) =>
        all.map(({ Name: name }) => name),
      ),
    ),
  parameter: () => clients.parameters(`/taibai/${prefix}`),
  'log group': () => clients.logGroups(prefix),
});

/** Every resource of the account whose name contains the prefix, with its kind. */
export async function leftovers(
  { cloud, kind }: Account,
  prefix: string,
): Promise<readonly string[]> {
  const found = await listed(allKinds(awsClients(cloud), prefix));
  // The emulator writes logs even for functions that may not.
  return kind === 'AWS' ? found : found.filter((one) => !one.includes(`/aws/lambda/${prefix}-fn-`));
}

/** What destroying the app stack should have removed. */
export const runTimeLeftovers = (clients: AwsClients, prefix: string): Promise<readonly string[]> =>
  listed(runTimeKinds(clients, prefix));

async function listed(kinds: Kinds): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(kinds).map(async ([kind, list]) =>
      (await list()).map((name) => `${kind} ${name}`),
    ),
  );
  return found.flat();
}

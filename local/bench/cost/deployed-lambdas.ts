import {
  type LambdaClient,
  paginateListEventSourceMappings,
  paginateListFunctions,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { type LambdaName, lambdas } from '../../../functions/contract/environment.ts';

type Variables = Readonly<Record<string, string>>;

/** What the deployment tells a Lambda, found by the variables that the contract gives it. */
export async function variablesOf(client: LambdaClient, entry: LambdaName): Promise<Variables> {
  const wanted = [...lambdas[entry]].toSorted().join();
  for await (const { Functions: functions = [] } of paginateListFunctions({ client }, {}))
    for (const { Environment: environment } of functions) {
      const variables = environment?.Variables ?? {};
      if (Object.keys(variables).toSorted().join() === wanted) return variables;
    }
  throw new Error(`no deployed Lambda has the variables of ${entry}`);
}

/** Stops the deployed consumers of these queues: the bench takes their messages instead. */
export async function stopConsumers(
  client: LambdaClient,
  queueUrls: readonly string[],
): Promise<void> {
  const names = queueUrls.map((url) => url.split('/').at(-1) ?? url);
  for await (const page of paginateListEventSourceMappings({ client }, {}))
    await Promise.all(
      (page.EventSourceMappings ?? [])
        .filter(({ EventSourceArn: arn = '' }) => names.some((name) => arn.endsWith(`:${name}`)))
        .map(({ UUID }) =>
          client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false })),
        ),
    );
}

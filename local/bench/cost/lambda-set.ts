import { join } from 'node:path';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { LambdaName } from '../../../functions/contract/environment.ts';
import { bundle } from '../../../infra/constructs/bundle.ts';
import { awsEnvironment } from '../../aws-environment.ts';
import { variablesOf } from './deployed-lambdas.ts';
import { type LocalLambda, startLambda } from './lambda.ts';
import { publicUrl } from './scenario.ts';

export interface LambdaPlace {
  readonly lambda: LambdaClient;
  /** Receives the bundles. */
  readonly folder: string;
  /** The meter's. */
  readonly endpoint: string;
  readonly memoryMegabytes: ReadonlyMap<string, number>;
}

/** Starts Lambdas as they are deployed, with the variables that they have there. */
export function lambdaSet({ lambda, folder, endpoint, memoryMegabytes }: LambdaPlace) {
  const started: LocalLambda[] = [];
  return {
    async start(entry: LambdaName): Promise<LocalLambda> {
      const one = await startLambda({
        bundle: join(bundle(entry, join(folder, 'cost')), 'index.mjs'),
        environment: {
          ...awsEnvironment(endpoint),
          ...localVariables(await variablesOf(lambda, entry), endpoint),
          AWS_LAMBDA_FUNCTION_NAME: entry,
        },
        memoryMegabytes: memoryMegabytes.get(entry) ?? 0,
      });
      started.push(one);
      return one;
    },
    stop(): void {
      for (const one of started) one.stop();
    },
  };
}

/** The SDK sends a queue's requests to the host in the queue's URL, so that host must be the meter. */
const localVariables = (variables: Readonly<Record<string, string>>, endpoint: string) => ({
  ...Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      name.endsWith('_QUEUE_URL') ? endpoint + new URL(value).pathname : value,
    ]),
  ),
  ...('PUBLIC_URL' in variables && { PUBLIC_URL: publicUrl }),
});

import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { boundsFor } from '../../contract/concurrency.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { customResource } from '../../platform/aws/custom-resource.ts';

readEnvironment(lambdas['account-concurrency'], process.env);
const lambda = new LambdaClient({});

/** Asks AWS how many concurrent Lambdas the account allows, less what is reserved for others. */
export const handler = customResource(async ({ kind }) => {
  if (kind === 'Delete') return 'done';
  const { AccountLimit: limit } = await lambda.send(new GetAccountSettingsCommand({}));
  const account = limit?.UnreservedConcurrentExecutions;
  if (account === undefined) throw new Error('AWS names no limit of concurrent Lambdas');
  return { attributes: { account, ...boundsFor(account) } };
});

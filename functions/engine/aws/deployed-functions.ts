import { type LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { userFunctionName } from '../../contract/user-function.ts';
import type { DeployedFunctions } from '../ports.ts';

export const lambdaDeployedFunctions = (
  client: LambdaClient,
  namePrefix: string,
): DeployedFunctions => ({
  async list() {
    const beginning = userFunctionName(namePrefix, '');
    const ids: string[] = [];
    for await (const { Functions: found = [] } of paginateListFunctions({ client }, {}))
      for (const { FunctionName: name = '' } of found)
        if (name.startsWith(beginning)) ids.push(name.slice(beginning.length));
    return ids;
  },
});

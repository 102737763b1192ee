import {
  type FunctionConfiguration,
  type LambdaClient,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { userFunctionName } from '../../contract/user-function.ts';
import type { DeployedFunctions } from '../lambda-ports.ts';
import type { UserFunctionSettings } from './function-configuration.ts';

type Ours = Pick<UserFunctionSettings, 'layerArn' | 'namePrefix' | 'roleArn'>;

export const lambdaDeployedFunctions = (client: LambdaClient, ours: Ours): DeployedFunctions => ({
  async list() {
    const beginning = userFunctionName(ours.namePrefix, '');
    const all: { readonly id: string; readonly isCurrent: boolean }[] = [];
    for await (const { Functions: found = [] } of paginateListFunctions({ client }, {}))
      for (const fn of found)
        if (fn.FunctionName?.startsWith(beginning))
          all.push({
            id: fn.FunctionName.slice(beginning.length),
            isCurrent: isCurrent(fn, ours),
          });
    return all;
  },
});

/** Whether a function has the role and the layer of this deployment. An image has no layer. */
const isCurrent = (
  { Layers: layers = [], PackageType: type, Role: role }: FunctionConfiguration,
  { layerArn, roleArn }: Ours,
): boolean =>
  role === roleArn && (type === 'Image' || (layers.length === 1 && layers[0]?.Arn === layerArn));

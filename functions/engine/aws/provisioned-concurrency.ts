import {
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  type LambdaClient,
  ProvisionedConcurrencyConfigNotFoundException,
  PutProvisionedConcurrencyConfigCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { userFunctionName } from '../../contract/user-function.ts';
import type { FunctionProvisioner } from '../lambda-ports.ts';
import { verdictOf } from './provisioning-verdict.ts';

/**
 * Sets provisioned concurrency, which only published versions have. It is not set again to the same
 * number, because Lambda refuses a change while it still applies the previous one.
 */
export function keepingReady(
  client: LambdaClient,
  namePrefix: string,
): FunctionProvisioner['keepReady'] {
  return async (functionId, lambdaVersion, environments) => {
    const version = {
      FunctionName: userFunctionName(namePrefix, functionId),
      Qualifier: lambdaVersion,
    };
    try {
      if (environments === 0)
        await client.send(new DeleteProvisionedConcurrencyConfigCommand(version));
      else if (!(await isConfigured(client, version, environments)))
        await client.send(
          new PutProvisionedConcurrencyConfigCommand({
            ...version,
            ProvisionedConcurrentExecutions: environments,
          }),
        );
      return { kind: 'ready' };
    } catch (error) {
      if (error instanceof ResourceNotFoundException)
        return environments === 0
          ? { kind: 'ready' }
          : { kind: 'refused', reason: 'Lambda does not have the version.' };
      const verdict = verdictOf(error);
      if (verdict.kind === 'overtaken') throw error;
      return verdict;
    }
  };
}

async function isConfigured(
  client: LambdaClient,
  version: { readonly FunctionName: string; readonly Qualifier: string },
  environments: number,
): Promise<boolean> {
  try {
    const found = await client.send(new GetProvisionedConcurrencyConfigCommand(version));
    return (
      found.RequestedProvisionedConcurrentExecutions === environments && found.Status !== 'FAILED'
    );
  } catch (error) {
    if (error instanceof ProvisionedConcurrencyConfigNotFoundException) return false;
    throw error;
  }
}

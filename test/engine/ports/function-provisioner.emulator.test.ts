import { GetFunctionConfigurationCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { lambdaDeployedFunctions } from '../../../functions/engine/aws/deployed-functions.ts';
import {
  secretVariablePrefix,
  timeoutMarginSeconds,
  userFunctionName,
} from '../../../functions/contract/user-function.ts';
import { userFunctions } from '../support/user-functions.ts';
import { functionProvisionerSuite } from './function-provisioner.suite.ts';

functionProvisionerSuite(async () => {
  const { control, deployment, provisioner, settings } = await userFunctions();
  return {
    provisioner,
    made: lambdaDeployedFunctions(control, settings),
    deployment: (over) => deployment(`# ${randomUUID()}`, over),
    async secretsOf(functionId, Qualifier) {
      const FunctionName = userFunctionName(settings.namePrefix, functionId);
      const found = await control.send(
        new GetFunctionConfigurationCommand({ FunctionName, Qualifier }),
      );
      const variables = Object.entries(found.Environment?.Variables ?? {});
      return Object.fromEntries(
        variables
          .filter(([name]) => name.startsWith(secretVariablePrefix))
          .map(([name, value]) => [name.slice(secretVariablePrefix.length), value]),
      );
    },
    async told(functionId, Qualifier) {
      const FunctionName = userFunctionName(settings.namePrefix, functionId);
      try {
        const { Timeout = 0 } = await control.send(
          new GetFunctionConfigurationCommand({ FunctionName, Qualifier }),
        );
        return Timeout - timeoutMarginSeconds;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
  };
});

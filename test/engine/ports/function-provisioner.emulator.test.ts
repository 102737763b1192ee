import { GetFunctionConfigurationCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { lambdaMadeFunctions } from '../../../functions/engine/aws/made-functions.ts';
import {
  timeoutMarginSeconds,
  userFunctionName,
} from '../../../functions/contract/user-function.ts';
import { userFunctions } from '../support/user-functions.ts';
import { functionProvisionerSuite } from './function-provisioner.suite.ts';

functionProvisionerSuite(async () => {
  const { control, deployment, provisioner, settings } = await userFunctions();
  return {
    provisioner,
    made: lambdaMadeFunctions(control, settings.namePrefix),
    deployment: (over) => deployment(`# ${randomUUID()}`, over),
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

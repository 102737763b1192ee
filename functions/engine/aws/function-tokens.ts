import { functionTokenAnswer, type FunctionTokenRequest } from '../../contract/function-token.ts';
import { type InvokedLambda, invokeDirectly } from '../../platform/aws/invoke-directly.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { FunctionTokens } from '../secret-ports.ts';

/** Gets tokens from the Lambda that alone may decrypt the credentials of functions. */
export const lambdaFunctionTokens = (lambda: InvokedLambda): FunctionTokens => ({
  async token({ projectId, functionId }, { id, sealed }, timeoutSeconds) {
    const credential = { id, sealed };
    const request: FunctionTokenRequest = { projectId, functionId, credential, timeoutSeconds };
    try {
      return await invokeDirectly(lambda, request, functionTokenAnswer);
    } catch (cause) {
      throw new Fault('unavailable', 'The identity service is unavailable.', { cause });
    }
  },
});

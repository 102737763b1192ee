import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { z } from 'zod';

export interface IdentityLambda {
  readonly client: LambdaClient;
  readonly functionArn: string;
}

/** Invokes the identity Lambda directly, which IAM allows only to our other Lambdas. */
export async function invokeIdentity<Answer>(
  { client, functionArn }: IdentityLambda,
  request: object,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { FunctionError: failure, Payload: payload } = await client.send(
    new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(request) }),
  );
  if (failure !== undefined)
    throw new Error(`the identity Lambda failed on a ${Object.keys(request)[0]} request`);
  return schema.parse(JSON.parse(new TextDecoder().decode(payload)));
}

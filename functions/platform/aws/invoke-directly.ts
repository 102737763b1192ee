import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';

/** A Lambda that serves one purpose of our other Lambdas. */
export interface InvokedLambda {
  readonly client: LambdaClient;
  readonly functionArn: string;
}

/** Invokes the Lambda directly, which IAM allows only to its callers. */
export async function invokeDirectly<Answer>(
  { client, functionArn }: InvokedLambda,
  request: object,
  schema: z.core.$ZodType<Answer>,
): Promise<Answer> {
  const { FunctionError: failure, Payload: payload } = await client.send(
    new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(request) }),
  );
  if (failure !== undefined) throw new Error(`the Lambda ${functionArn} failed`);
  return z.parse(schema, JSON.parse(new TextDecoder().decode(payload)));
}

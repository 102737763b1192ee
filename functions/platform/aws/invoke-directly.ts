import retry, { AbortError } from 'p-retry';
import * as z from 'zod/mini';
import { domainOf, type Place } from './lambda-place.ts';
import { signedHeaders } from './signature.ts';

const attempts = 3;
const firstPauseMilliseconds = 100;
/** Longer than the time-out of every Lambda that is invoked, so that no attempt is made while another runs. */
const attemptMilliseconds = 30_000;

/** A Lambda that serves one purpose of our other Lambdas. */
export interface InvokedLambda {
  readonly place: Place;
  readonly functionArn: string;
}

/**
 * Invokes the Lambda directly, which IAM allows only to its callers. It signs its request itself, because Lambda's
 * client would be an eighth of a bundle and of a cold start.
 */
export async function invokeDirectly<Answer>(
  lambda: InvokedLambda,
  request: object,
  schema: z.core.$ZodType<Answer>,
): Promise<Answer> {
  const text = await retry(() => invoked(lambda, JSON.stringify(request)), {
    retries: attempts - 1,
    minTimeout: firstPauseMilliseconds,
    randomize: true,
  });
  return z.parse(schema, JSON.parse(text));
}

/** One attempt. Only a network failure, throttling and a 5xx are worth another. Errors never quote an answer. */
async function invoked({ place, functionArn }: InvokedLambda, body: string): Promise<string> {
  const { region, endpoint, credentials } = place;
  const host = endpoint ?? `https://lambda.${region}.${domainOf(region)}`;
  const path = `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`;
  const request = {
    method: 'POST',
    url: new URL(`${host.replace(/\/$/, '')}${path}`),
    headers: { 'content-type': 'application/json' },
    body,
  };
  const scope = { service: 'lambda', region, credentials: credentials() };
  const answer = await fetch(request.url, {
    ...request,
    headers: await signedHeaders(request, scope),
    signal: AbortSignal.timeout(attemptMilliseconds),
  });
  const text = await answer.text();
  if (answer.headers.has('x-amz-function-error'))
    throw new AbortError(`the Lambda ${functionArn} failed`);
  if (answer.ok) return text;
  const error = new Error(`Lambda answered ${answer.status} to an invocation of ${functionArn}`);
  throw answer.status >= 500 || answer.status === 429 ? error : new AbortError(error);
}

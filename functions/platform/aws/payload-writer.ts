import retry, { AbortError } from 'p-retry';
import { inlinePayloadBytes } from '../core/payload.ts';
import type { PayloadStore } from '../ports.ts';
import { domainOf, lambdaPlace, type Place } from './lambda-place.ts';
import { signedHeaders } from './signature.ts';

const attempts = 4;
const attemptMilliseconds = 5000;
const firstPauseMilliseconds = 100;

export interface ObjectPlace extends Place {
  readonly bucket: string;
}

/**
 * Stores payloads where `s3PayloadStore` finds them, for the Lambdas of the way of an event. It signs its requests
 * itself, because the S3 client would be a fifth of a bundle or more, and of a cold start.
 */
export const s3PayloadWriter = (place: ObjectPlace): Pick<PayloadStore, 'store'> => ({
  async store(owner, text) {
    if (Buffer.byteLength(text) <= inlinePayloadBytes) return { text };
    const key = `payloads/${owner}`;
    await repeated(() => ask(place, key, text));
    return { key };
  },
});

/** As the writer, for Lambdas that also load payloads and make no links. */
export const s3Payloads = (place: ObjectPlace): PayloadStore => ({
  ...s3PayloadWriter(place),
  load: (payload) =>
    'text' in payload ? Promise.resolve(payload.text) : repeated(() => ask(place, payload.key)),
  link: () => Promise.reject(new Error('this Lambda makes no links')),
});

const repeated = <Result>(attempt: () => Promise<Result>): Promise<Result> =>
  retry(attempt, {
    retries: attempts - 1,
    minTimeout: firstPauseMilliseconds,
    randomize: true,
  });

/** One attempt to put a text, or to get it. Only a network failure, a 429 and a 5xx are worth another. */
async function ask(place: ObjectPlace, key: string, text?: string): Promise<string> {
  const request = {
    method: text === undefined ? 'GET' : 'PUT',
    url: urlOf(place, key),
    headers: text === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' },
    body: text ?? '',
  };
  const { region, credentials } = place;
  const scope = { service: 's3', region, credentials: credentials() };
  const answer = await fetch(request.url, {
    method: request.method,
    headers: await signedHeaders(request, scope),
    signal: AbortSignal.timeout(attemptMilliseconds),
    ...(text !== undefined && { body: text }),
  });
  if (answer.ok) return answer.text();
  await answer.body?.cancel();
  const error = new Error(`S3 answered ${answer.status} to a payload`);
  throw answer.status >= 500 || answer.status === 429 ? error : new AbortError(error);
}

/** Virtual-hosted on AWS. Elsewhere by path, where a bucket's name is no host name. */
function urlOf({ bucket, region, endpoint }: ObjectPlace, key: string): URL {
  const path = key.split('/').map(encodeURIComponent).join('/');
  if (endpoint) return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/${path}`);
  return new URL(`https://${bucket}.s3.${region}.${domainOf(region)}/${path}`);
}

/** The bucket as seen from the Lambda with this environment. */
export const lambdaObjectPlace = (
  bucket: string,
  environment: Readonly<Record<string, string | undefined>>,
): ObjectPlace => ({ bucket, ...lambdaPlace(environment) });

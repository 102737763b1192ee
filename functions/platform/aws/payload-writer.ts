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
 * Stores payloads where `s3PayloadStore` finds them, for the webhook Lambda. It signs its one kind of
 * request itself, because the S3 client would be a third of the bundle.
 */
export const s3PayloadWriter = (place: ObjectPlace): Pick<PayloadStore, 'store'> => ({
  async store(owner, text) {
    if (Buffer.byteLength(text) <= inlinePayloadBytes) return { text };
    const key = `payloads/${owner}`;
    await retry(() => put(place, key, text), {
      retries: attempts - 1,
      minTimeout: firstPauseMilliseconds,
      randomize: true,
    });
    return { key };
  },
});

/** One attempt. Only a network failure, a 429 and a 5xx are worth another. */
async function put(place: ObjectPlace, key: string, text: string): Promise<void> {
  const request = {
    method: 'PUT',
    url: urlOf(place, key),
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: text,
  };
  const { region, credentials } = place;
  const scope = { service: 's3', region, credentials: credentials() };
  const { ok, status } = await fetch(request.url, {
    ...request,
    headers: await signedHeaders(request, scope),
    signal: AbortSignal.timeout(attemptMilliseconds),
  });
  if (ok) return;
  const error = new Error(`S3 answered ${status} to a payload`);
  throw status >= 500 || status === 429 ? error : new AbortError(error);
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

import { inlinePayloadBytes } from '../core/payload.ts';
import type { Clock, PayloadStore, Sleep } from '../ports.ts';
import { authorization, type Credentials, sha256 } from './signature.ts';

const attempts = 4;
const attemptMilliseconds = 5000;
const pauseMilliseconds = 100;

export interface ObjectPlace {
  readonly bucket: string;
  readonly region: string;
  /** Where S3 is, if not on AWS. */
  readonly endpoint: string | undefined;
  readonly credentials: () => Credentials;
}

/**
 * Stores payloads where `s3PayloadStore` finds them, for the webhooks' Lambda: the one request it needs
 * is signed here, because the S3 client would be a third of its bundle.
 */
export function s3PayloadWriter(
  place: ObjectPlace,
  { clock, sleep }: { readonly clock: Clock; readonly sleep: Sleep },
): Pick<PayloadStore, 'store'> {
  const put = async (key: string, text: string): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- tries again only after the one before has failed
      const failure = await tryPut(place, clock, key, text);
      if (failure === undefined) return;
      if (attempt === attempts || !failure.passing) throw failure.error;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await sleep(pauseMilliseconds * 2 ** attempt * Math.random());
    }
  };

  return {
    async store(owner, text) {
      if (Buffer.byteLength(text) <= inlinePayloadBytes) return { text };
      const key = `payloads/${owner}`;
      await put(key, text);
      return { key };
    },
  };
}

async function tryPut(
  place: ObjectPlace,
  clock: Clock,
  key: string,
  text: string,
): Promise<{ readonly error: unknown; readonly passing: boolean } | undefined> {
  const url = urlOf(place, key);
  const credentials = place.credentials();
  const at = clock.now().slice(0, 19).replaceAll(/[-:]/g, '').concat('Z');
  const payloadHash = sha256(text);
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    host: url.host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': at,
    ...(credentials.sessionToken && { 'x-amz-security-token': credentials.sessionToken }),
  };
  const request = { method: 'PUT', url, headers, payloadHash };
  const { region } = place;
  try {
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { ...headers, authorization: authorization(request, { region, at, credentials }) },
      body: text,
      signal: AbortSignal.timeout(attemptMilliseconds),
    });
    if (answer.ok) return undefined;
    const error = new Error(`S3 answered ${answer.status} to a payload`);
    return { error, passing: answer.status >= 500 || answer.status === 429 };
  } catch (error) {
    return { error, passing: true };
  }
}

/** Virtual-hosted on AWS; by path elsewhere, where a bucket's name is no host name. */
function urlOf({ bucket, region, endpoint }: ObjectPlace, key: string): URL {
  const path = key.split('/').map(encodeURIComponent).join('/');
  if (endpoint) return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/${path}`);
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(`https://${bucket}.s3.${region}.${domain}/${path}`);
}

/** The place a Lambda's environment names, whose credentials change while it lives. */
export const lambdaObjectPlace = (bucket: string): ObjectPlace => ({
  bucket,
  region: process.env['AWS_REGION'] ?? '',
  endpoint: process.env['AWS_ENDPOINT_URL'],
  credentials: () => ({
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: process.env['AWS_SESSION_TOKEN'],
  }),
});

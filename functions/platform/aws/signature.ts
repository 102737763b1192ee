import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

const algorithm = 'AWS4-HMAC-SHA256';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/**
 * The `Authorization` header of a request, to S3 unless said otherwise, without query parameters, over all its headers, in
 * AWS's Signature Version 4. `at` is the request's `x-amz-date`.
 */
export function authorization(
  request: {
    readonly method: string;
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly payloadHash: string;
  },
  scope: {
    readonly region: string;
    readonly at: string;
    readonly credentials: Credentials;
    readonly service?: string;
  },
): string {
  const { region, at, credentials, service = 's3' } = scope;
  const names = Object.keys(request.headers).toSorted();
  const signed = names.join(';');
  const canonical = [
    request.method,
    request.url.pathname,
    '',
    ...names.map((name) => `${name}:${request.headers[name]}`),
    '',
    signed,
    request.payloadHash,
  ].join('\n');
  const day = at.slice(0, 8);
  const credentialScope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(
    key,
    [algorithm, at, credentialScope, sha256(canonical)].join('\n'),
  ).toString('hex');
  return `${algorithm} Credential=${credentials.accessKeyId}/${credentialScope},SignedHeaders=${signed},Signature=${signature}`;
}

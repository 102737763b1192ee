import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The headers of a request with its signature in AWS Signature Version 4, over all headers and the body. */
export async function signedHeaders(
  { method, url, headers, body }: UnsignedRequest,
  scope: {
    readonly service: string;
    readonly region: string;
    readonly credentials: Credentials;
    /** `YYYYMMDDTHHMMSSZ`; now by default. */
    readonly datetime?: string;
  },
): Promise<Headers> {
  const { credentials, service, region, datetime } = scope;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    // Without its hash, the signer leaves the body of a request to S3 unsigned.
    headers: { ...headers, ...(service === 's3' && { 'x-amz-content-sha256': sha256(body) }) },
    body,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    service,
    region,
    ...(datetime !== undefined && { datetime }),
    allHeaders: true,
  });
  return (await signer.sign()).headers;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

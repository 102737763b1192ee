import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PayloadStore } from '../../ports/platform.ts';

/** Reads payloads, for Lambdas that write none. */
export const s3PayloadReader = (client: S3Client, bucket: string): Pick<PayloadStore, 'load'> => ({
  async load(payload) {
    if ('text' in payload) return payload.text;
    const { Body: body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: payload.key }),
    );
    if (!body) throw new Error(`nothing under ${payload.key}`);
    return body.transformToString();
  },
});

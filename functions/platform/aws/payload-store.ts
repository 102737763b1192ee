import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { inlinePayloadBytes } from '../core/payload.ts';
import type { PayloadStore } from '../ports.ts';

/** Makes a URL with which anyone can GET an object for a limited time: see `presignedGet`. */
export type LinkSigner = (command: GetObjectCommand) => Promise<string>;

/** Keeps payloads under `payloads/` and linked responses under `responses/`, so that lifecycle rules can tell them apart. */
export function s3PayloadStore(
  client: S3Client,
  bucket: string,
  sign: LinkSigner = refuseToSign,
): PayloadStore {
  const put = (key: string, text: string, contentType: string) =>
    client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: contentType }),
    );

  return {
    async store(owner, text) {
      if (Buffer.byteLength(text) <= inlinePayloadBytes) return { text };
      const key = `payloads/${owner}`;
      await put(key, text, 'text/plain; charset=utf-8');
      return { key };
    },

    async load(payload) {
      if ('text' in payload) return payload.text;
      const { Body: body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: payload.key }),
      );
      if (!body) throw new Error(`payload ${payload.key} has no body`);
      return body.transformToString('utf-8');
    },

    async link(owner, text, contentType) {
      const key = `responses/${owner}`;
      await put(key, text, contentType);
      return sign(
        new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentType: contentType }),
      );
    },
  };
}

const refuseToSign: LinkSigner = () => Promise.reject(new Error('this Lambda does not sign links'));

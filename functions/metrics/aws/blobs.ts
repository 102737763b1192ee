import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Bytes of any size: in the row that names them, if they are few, or an object. */
export type Blob =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'object'; readonly key: string };

/** Up to here a row costs less than an object: a write unit per kilobyte, and no request to read it. */
const inlineBytes = 8 * 1024;

export interface Blobs {
  /** Under a name that its content is part of, so that it never replaces anything. */
  store(owner: string, bytes: Uint8Array): Promise<Blob>;
  /** Undefined if it has been removed. */
  load(blob: Blob): Promise<Uint8Array | undefined>;
  remove(blob: Blob | undefined): Promise<void>;
}

/** Keeps objects under `measures/`, for which the bucket has no expiry. */
export const s3Blobs = (client: S3Client, bucket: string): Blobs => ({
  async store(owner, bytes) {
    if (bytes.length <= inlineBytes) return { kind: 'inline', bytes };
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const key = `measures/${owner}/${hash}`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    return { kind: 'object', key };
  },

  async load(blob) {
    if (blob.kind === 'inline') return blob.bytes;
    try {
      const { Body: body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: blob.key }),
      );
      return await body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },

  async remove(blob) {
    if (blob?.kind !== 'object') return;
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: blob.key }));
  },
});

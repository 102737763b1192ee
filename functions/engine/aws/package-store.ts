import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { PackageStore } from '../ports.ts';

/** Makes URLs that anyone may use for a while: see `presigned-package.ts`. */
export type PackageSigner = (
  command: GetObjectCommand | PutObjectCommand,
  lifetimeSeconds: number,
) => Promise<string>;

const downloadSeconds = 300;
/** Enough for 50 MB over a slow connection. */
const uploadSeconds = 3600;

export const s3PackageStore = (
  client: S3Client,
  bucket: string,
  sign: PackageSigner = refuseToSign,
): PackageStore => ({
  async put(key, zip) {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: zip, ContentType: 'application/zip' }),
    );
  },

  async get(key) {
    try {
      const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },

  async remove(key) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },

  async size(key) {
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return head.ContentLength;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  },

  downloadLink: (key, filename) =>
    sign(
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: 'application/zip',
        ResponseContentDisposition: `attachment; filename="${filename}"`,
      }),
      downloadSeconds,
    ),

  // The length is signed, so that nobody can store more by the link.
  uploadLink: (key, bytes) =>
    sign(new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: bytes }), uploadSeconds),
});

function refuseToSign(): Promise<string> {
  return Promise.reject(new Error('this Lambda signs no links'));
}

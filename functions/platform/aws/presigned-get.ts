import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { LinkSigner } from './payload-store.ts';

const lifetimeSeconds = 300;

/** Signs links with the Lambda's credentials. Not part of the store, so that only Lambdas that give out links bundle it. */
export const presignedGet =
  (client: S3Client): LinkSigner =>
  (command) =>
    getSignedUrl(client, command, { expiresIn: lifetimeSeconds });

import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { PackageSigner } from './package-store.ts';

/** Signs links to packages, which also come in by one, with the Lambda's own credentials. */
export const presignedPackage =
  (client: S3Client): PackageSigner =>
  (command, expiresIn) =>
    getSignedUrl(client, command, { expiresIn });

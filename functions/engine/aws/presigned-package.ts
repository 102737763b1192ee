import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { PackageSigner } from './package-store.ts';

/** Signs links for downloads and uploads of packages with the Lambda's own credentials. */
export const presignedPackage =
  (client: S3Client): PackageSigner =>
  (command, expiresIn) =>
    getSignedUrl(client, command, { expiresIn });

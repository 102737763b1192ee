import { S3Client } from '@aws-sdk/client-s3';

/**
 * Addresses buckets by path where the environment names an endpoint: a local stack's bucket names are
 * no host names. Adds no checksums of its own: in a presigned link for an upload, the checksum would be
 * that of an empty body.
 */
export const s3Client = (environment: Readonly<Record<string, string | undefined>>): S3Client =>
  new S3Client({
    forcePathStyle: environment['AWS_ENDPOINT_URL'] !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });

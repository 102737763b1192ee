import { S3Client } from '@aws-sdk/client-s3';

/**
 * Addresses buckets by path where an endpoint is given: a local stack's bucket names are no host names.
 * Sends no checksums by itself: signed into a link for an upload, it would be that of an empty body.
 */
export const s3Client = (): S3Client =>
  new S3Client({
    forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });

import { expect, test } from 'vitest';
import { s3PackageStore } from '../../../functions/engine/aws/package-store.ts';
import { presignedPackage } from '../../../functions/engine/aws/presigned-package.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { createBucket } from '../../support/bucket.ts';
import { packageStoreSuite } from './package-store.suite.ts';

const client = s3Client(process.env);

packageStoreSuite(async () => s3PackageStore(client, await createBucket(client)));

test('links let anybody upload and download the one package they name', async () => {
  const store = s3PackageStore(client, await createBucket(client), presignedPackage(client));
  const key = 'uploads/demo/1';
  const zip = Uint8Array.from([1, 2, 3]);
  const put = await fetch(await store.uploadLink(key, zip.byteLength), {
    method: 'PUT',
    body: zip,
  });
  expect(put.status).toBe(200);
  expect(await store.size(key)).toBe(3);
  // S3 refuses another length, because it is signed.
  expect(new URL(await store.uploadLink(key, 3)).searchParams.get('X-Amz-SignedHeaders')).toBe(
    'content-length;host',
  );
  const got = await fetch(await store.downloadLink(key, 'f.zip'), {
    headers: { 'x-auth-token': 'sent along by the clients' },
  });
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(zip);
  expect(got.headers.get('content-type')).toBe('application/zip');
  expect(got.headers.get('content-disposition')).toBe('attachment; filename="f.zip"');
});

import { s3PayloadStore } from '../../../functions/platform/aws/payload-store.ts';
import { presignedGet } from '../../../functions/platform/aws/presigned-get.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { createBucket } from '../../support/bucket.ts';
import { payloadStoreSuite } from './payload-store.suite.ts';

const client = s3Client(process.env);

payloadStoreSuite(async () => ({
  store: s3PayloadStore(client, await createBucket(client), presignedGet(client)),
  get: async (url) => (await fetch(url)).text(),
}));

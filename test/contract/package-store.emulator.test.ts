import { s3PackageStore } from '../../functions/adapters/aws/package-store.ts';
import { s3Client } from '../../functions/adapters/aws/s3.ts';
import { createBucket } from '../support/bucket.ts';
import { packageStoreSuite } from './package-store.suite.ts';

const client = s3Client();

packageStoreSuite(async () => s3PackageStore(client, await createBucket(client)));

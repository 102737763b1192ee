import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe } from 'vitest';
import { dynamoMeasureStores } from '../../../functions/metrics/aws/measure-stores.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { createBucket } from '../../support/bucket.ts';
import { createTable } from '../../support/table.ts';
import { writersSuite } from './writers.suite.ts';

describe('writers on AWS', () => {
  let table: string;
  let bucket: string;
  const client = s3Client(process.env);
  beforeAll(async () => {
    table = await createTable(new DynamoDBClient({}));
    bucket = await createBucket(client);
  });

  writersSuite(() => dynamoMeasureStores(documentClient(), table, { client, bucket }));
});

import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { MeasurePorts } from '../measure-ports.ts';
import { dynamoArchiveStore } from './archive-store.ts';
import { dynamoFrameStore } from './frame-store.ts';
import { dynamoLaneStore } from './lane-store.ts';
import { dynamoWatchStore } from './watch-store.ts';

/** The stores of measures: one table, and a bucket for what is large. */
export const dynamoMeasureStores = (
  client: DynamoDBDocumentClient,
  table: string,
  objects: { readonly client: S3Client; readonly bucket: string },
): MeasurePorts => ({
  lanes: dynamoLaneStore(client, table),
  frames: dynamoFrameStore(client, table),
  archives: dynamoArchiveStore(client, table, objects),
  watchStore: dynamoWatchStore(client, table),
});

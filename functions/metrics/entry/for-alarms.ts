import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../platform/node/clock.ts';
import type { AlarmWindows } from '../alarm-ports.ts';
import { alarmWindows } from '../app/alarms/alarm-windows.ts';
import { dynamoIndexStores } from '../aws/index-stores.ts';
import { dynamoMeasureStores } from '../aws/measure-stores.ts';
import { readQueryText } from '../http/read-query.ts';
import { uuid5 } from '../http/uuid5.ts';

/** Where metrics are stored. */
export interface MetricTables {
  readonly index: string;
  readonly measures: string;
  readonly bucket: string;
}

/** The windows that alarms read. */
export const windowsForAlarms = (
  client: DynamoDBDocumentClient,
  objects: S3Client,
  { index, measures, bucket }: MetricTables,
): AlarmWindows =>
  alarmWindows({
    ...dynamoIndexStores(client, index),
    ...dynamoMeasureStores(client, measures, { client: objects, bucket }),
    clock: systemClock,
    readQuery: readQueryText,
    uuid5,
  });

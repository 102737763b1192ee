import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import type { AlarmWindows, Watches } from '../alarm-ports.ts';
import { alarmWindows } from '../app/alarms/alarm-windows.ts';
import { watchesOf } from '../app/alarms/watches.ts';
import { dynamoIndexStores } from '../aws/index-stores.ts';
import { dynamoMeasureStores } from '../aws/measure-stores.ts';
import { readQueryText } from '../http/read-query.ts';

/** Where metrics are stored. */
export interface MetricTables {
  readonly index: string;
  readonly measures: string;
  readonly bucket: string;
}

/** What metrics do for alarms, for the Lambdas of alarming. */
export function metricsForAlarms(
  client: DynamoDBDocumentClient,
  objects: S3Client,
  { index, measures, bucket }: MetricTables,
): { readonly windows: AlarmWindows; readonly watches: Watches } {
  const ports = {
    ...dynamoIndexStores(client, index),
    ...dynamoMeasureStores(client, measures, { client: objects, bucket }),
    clock: systemClock,
    ids: nodeIds,
    sleep: timerSleep,
  };
  return {
    windows: alarmWindows({ ...ports, readQuery: readQueryText }),
    watches: watchesOf(ports),
  };
}

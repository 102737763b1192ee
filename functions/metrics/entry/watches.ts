import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import type { Watches } from '../alarm-ports.ts';
import { watchesOf } from '../app/alarms/watches.ts';
import { dynamoLaneStore } from '../aws/lane-store.ts';
import { dynamoResourceStore } from '../aws/resource-store.ts';
import { dynamoWatchStore } from '../aws/watch-store.ts';
import { uuid5 } from '../http/uuid5.ts';
import type { MetricTables } from './for-alarms.ts';

/** Which alarms are told of measures: for those who create, change and sweep alarms. */
export const watchesForAlarms = (
  client: DynamoDBDocumentClient,
  { index, measures }: Omit<MetricTables, 'bucket'>,
): Watches =>
  watchesOf({
    resources: dynamoResourceStore(client, index),
    lanes: dynamoLaneStore(client, measures),
    watchStore: dynamoWatchStore(client, measures),
    ids: nodeIds,
    sleep: timerSleep,
    uuid5,
  });

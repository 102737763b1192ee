import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import { type MeasureAlarms, measureAlarms } from '../../contract/measure-alarms.ts';
import { metricsForAlarms } from '../../metrics/entry/for-alarms.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { dynamoAlarmLooks } from '../aws/alarm-looks.ts';
import { sqsLookQueue } from '../aws/look-queue.ts';
import type { WatchPorts } from '../app/looks/sync-watches.ts';

type MetricVariables = 'METRIC_INDEX_TABLE' | 'MEASURES_TABLE' | 'BUCKET';
type Variables = 'ALARMS_TABLE' | 'LOOKS_QUEUE_URL' | 'MEASURE_ALARMS' | MetricVariables;

export interface MeasureClients {
  readonly objects: S3Client;
  readonly queues: SQSClient;
  readonly tables: DynamoDBDocumentClient;
}

/** What the deployment's own metrics do for alarms; undefined if it has none. */
export const metricsIn = (
  environment: Environment<MetricVariables>,
  { objects, tables }: Pick<MeasureClients, 'objects' | 'tables'>,
) =>
  environment.METRIC_INDEX_TABLE === ''
    ? undefined
    : metricsForAlarms(tables, objects, {
        index: environment.METRIC_INDEX_TABLE,
        measures: environment.MEASURES_TABLE,
        bucket: environment.BUCKET,
      });

/** How alarms on measures are evaluated in this deployment; undefined if they are not. */
export const measureAlarmsIn = ({
  MEASURE_ALARMS: text,
}: Environment<'MEASURE_ALARMS'>): MeasureAlarms | undefined =>
  text === '' ? undefined : measureAlarms.parse(JSON.parse(text));

/** What those who create, change and sweep alarms on measures need; undefined if none are evaluated. */
export function watchPorts(
  environment: Environment<Variables>,
  clients: MeasureClients,
): WatchPorts | undefined {
  const alarms = measureAlarmsIn(environment);
  if (!alarms) return undefined;
  return {
    clock: systemClock,
    looks: dynamoAlarmLooks(clients.tables, environment.ALARMS_TABLE),
    lookQueue: sqsLookQueue(clients.queues, environment.LOOKS_QUEUE_URL),
    watches: metricsIn(environment, clients)?.watches,
    known: {
      windows: alarms.metrics,
      prometheus: alarms.prometheus !== undefined,
      members: alarms.octavia !== undefined,
    },
  };
}

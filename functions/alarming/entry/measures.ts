import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import { type MeasureAlarms, measureAlarms } from '../../contract/measure-alarms.ts';
import { looksElsewhere } from '../../contract/looks-elsewhere.ts';
import { watchesForAlarms } from '../../metrics/entry/watches.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { dynamoAlarmLooks } from '../aws/alarm-looks.ts';
import { sqsLookQueue } from '../aws/look-queue.ts';
import type { LooksElsewhere } from '../measure-ports.ts';
import type { WatchPorts } from '../app/looks/sync-watches.ts';

type Variables =
  | 'ALARMS_TABLE'
  | 'LOOKS_QUEUE_URL'
  | 'MEASURE_ALARMS'
  | 'METRIC_INDEX_TABLE'
  | 'MEASURES_TABLE';

/** How alarms on measures are evaluated in this deployment; undefined if they are not. */
export const measureAlarmsIn = ({
  MEASURE_ALARMS: text,
}: Environment<'MEASURE_ALARMS'>): MeasureAlarms | undefined =>
  text === '' ? undefined : measureAlarms.parse(JSON.parse(text));

/** What those who create, change and sweep alarms on measures need; undefined if none are evaluated. */
export function watchPorts(
  environment: Environment<Variables>,
  { queues, tables }: { readonly queues: SQSClient; readonly tables: DynamoDBDocumentClient },
): WatchPorts | undefined {
  const alarms = measureAlarmsIn(environment);
  if (!alarms) return undefined;
  const { METRIC_INDEX_TABLE: index, MEASURES_TABLE: measures } = environment;
  return {
    clock: systemClock,
    looks: dynamoAlarmLooks(tables, environment.ALARMS_TABLE),
    lookQueue: sqsLookQueue(queues, environment.LOOKS_QUEUE_URL),
    known: {
      windows: alarms.metrics || alarms.gnocchi !== undefined,
      prometheus: alarms.prometheus !== undefined,
      members: alarms.octavia !== undefined,
    },
    watches: alarms.metrics ? watchesForAlarms(tables, { index, measures }) : undefined,
  };
}

/** The queues of looks that wait for a service elsewhere. */
export function looksElsewhereOf(
  { LOOKS_ELSEWHERE: text }: Environment<'LOOKS_ELSEWHERE'>,
  queues: SQSClient,
): LooksElsewhere {
  const { prometheus, octavia, gnocchi } = looksElsewhere.parse(JSON.parse(text));
  return {
    ...(prometheus !== undefined && { prometheus: sqsLookQueue(queues, prometheus) }),
    ...(octavia !== undefined && { octavia: sqsLookQueue(queues, octavia) }),
    ...(gnocchi !== undefined && { gnocchi: sqsLookQueue(queues, gnocchi) }),
  };
}

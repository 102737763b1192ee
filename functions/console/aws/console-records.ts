import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { alarmKey, alarmOf, alarmPartition, isLive } from '../../alarming/aws/alarm-rows.ts';
import {
  deliveryPartition,
  deliverySummaryIn,
  dynamoDeliveryStore,
} from '../../alarming/aws/delivery-store.ts';
import { hitReader } from '../../alarming/aws/hit-records.ts';
import type { ReadTransition } from '../../alarming/aws/entry-reader.ts';
import { executionKey, isShown, summaryOf } from '../../engine/aws/execution-rows.ts';
import { functionRows } from '../../engine/aws/function-rows.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { rowStore } from '../../platform/aws/row-store.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ConsoleRecords } from '../ports.ts';

/** How many hits of one message id a list shows. */
const hitsOfMessage = 50;

/**
 * Rows by their ids, in the tables of the services. Of what is polled, a row may be a moment old; what a screen
 * shows after an action is read consistently.
 */
export function dynamoConsoleRecords(
  client: DynamoDBDocumentClient,
  tables: { readonly alarms: string; readonly executions: string; readonly functions: string },
  { clock, readTransition }: { readonly clock: Clock; readonly readTransition: ReadTransition },
): ConsoleRecords {
  const alarms = readsOf(client, tables.alarms, clock, 'eventual');
  const executions = readsOf(client, tables.executions, clock, 'eventual');
  const functions = rowStore(client, tables.functions, functionRows);
  const deliveries = dynamoDeliveryStore(client, tables.alarms);
  const hits = hitReader(client, tables.alarms, clock, {
    readRow: rowReader(client, tables.alarms, 'eventual'),
    readTransition,
  });
  return {
    async alarm(projectId, id) {
      const row = await alarms.read(alarmKey({ projectId, id }));
      return row && isLive(row) ? alarmOf(row) : undefined;
    },
    alarms: async (projectId) =>
      (await alarms.readPartition(alarmPartition(projectId))).filter(isLive).map(alarmOf),
    function: (projectId, id) => functions.get(projectId, id),
    functions: (projectId) => functions.list(projectId),
    async execution(projectId, id) {
      const row = await executions.read(executionKey({ projectId, id }));
      return row && isShown(row, secondsOf(clock.now())) ? summaryOf(row) : undefined;
    },
    async delivery(projectId, id) {
      const row = await alarms.read({ pk: deliveryPartition(projectId), sk: id });
      return row && deliverySummaryIn(row);
    },
    wholeDelivery: (projectId, id) => deliveries.get(projectId, id),
    hitsOf: (projectId, messageId) => hits.ofMessage(projectId, messageId, hitsOfMessage),
  };
}

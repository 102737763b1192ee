import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoBacktests } from '../../functions/alarming/aws/backtest-store.ts';
import { dynamoDeliverySignings } from '../../functions/alarming/aws/delivery-signings.ts';
import { dynamoDeliveryStore } from '../../functions/alarming/aws/delivery-store.ts';
import { dynamoReplays } from '../../functions/alarming/aws/replay-store.ts';
import { dynamoRulePlaces } from '../../functions/alarming/aws/rule-places.ts';
import { dynamoRuleReviews } from '../../functions/alarming/aws/rule-reviews.ts';
import { dynamoAliasStore } from '../../functions/engine/aws/alias-store.ts';
import { dynamoExecutionStores } from '../../functions/engine/aws/execution-stores.ts';
import { dynamoFunctionStores } from '../../functions/engine/aws/function-stores.ts';
import { dynamoJobStore } from '../../functions/engine/aws/job-store.ts';
import { dynamoRuntimeStore } from '../../functions/engine/aws/runtime-store.ts';
import { dynamoWebhookStore } from '../../functions/engine/aws/webhook-store.ts';
import { dynamoIdentityStores } from '../../functions/identity/aws/identity-stores.ts';
import { dynamoAlarms } from '../alarming/support/dynamo-alarms.ts';
import { standingClock } from '../support/clock.ts';

/** The instant at which the samples are written and read, so that none has expired. */
export const sampledAt = '2026-11-23T08:00:00.000000Z';

/** The names of the tables that the samples are in. */
export type TableNames = Readonly<
  Record<'Alarms' | 'Executions' | 'Functions' | 'Identity', string>
>;

/** Every adapter that keeps rows, over these tables. */
export function storesOver(client: DynamoDBDocumentClient, tables: TableNames) {
  const clock = standingClock(sampledAt);
  const { Alarms, Executions, Functions, Identity } = tables;
  return {
    ...dynamoFunctionStores(client, Functions, clock),
    ...dynamoExecutionStores(client, Executions, { clock, retentionDays: 30 }),
    ...dynamoAlarms(client, Alarms, clock),
    aliases: dynamoAliasStore(client, Functions),
    backtests: dynamoBacktests(client, Alarms, clock),
    deliveries: dynamoDeliveryStore(client, Alarms),
    deliverySignings: dynamoDeliverySignings(client, Alarms),
    identity: dynamoIdentityStores(client, Identity),
    jobs: dynamoJobStore(client, Functions),
    rulePlaces: dynamoRulePlaces(client, Alarms, clock),
    ruleReviews: dynamoRuleReviews(client, Alarms),
    replays: dynamoReplays(client, Alarms, clock),
    runtimes: dynamoRuntimeStore(client, Functions, []),
    webhooks: dynamoWebhookStore(client, Functions),
  };
}

export type Stores = ReturnType<typeof storesOver>;

import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { handle } from 'hono/aws-lambda';
import { dynamoAlarmStore } from '../adapters/aws/alarm-store.ts';
import { sqsDeliveryQueue } from '../adapters/aws/delivery-queue.ts';
import { dynamoDeliverySignings } from '../adapters/aws/delivery-signings.ts';
import { dynamoDeliveryStore } from '../adapters/aws/delivery-store.ts';
import { documentClient } from '../adapters/aws/dynamo.ts';
import { eventBridgeRules } from '../adapters/aws/event-bridge-rules.ts';
import { dynamoRulePlaces } from '../adapters/aws/rule-places.ts';
import { gateOf } from '../adapters/aws/gate.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { trustsOf } from '../adapters/aws/trusts.ts';
import { secretsManagerVault } from '../adapters/aws/vault.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { nodeIds } from '../adapters/node/ids.ts';
import { timerSleep } from '../adapters/node/sleep.ts';
import { derivingSigner } from '../adapters/node/signer.ts';
import { lambdas, readEnvironment } from '../contract/environment.ts';
import { alarmingApp } from '../http/alarming/app.ts';

const environment = readEnvironment(lambdas.alarming, process.env);
const tables = documentClient();
const vault = secretsManagerVault(new SecretsManagerClient({}));
const rules = {
  busName: environment.EVENT_BUS,
  namePrefix: environment.NAME_PREFIX,
  hitsQueueArn: environment.HITS_QUEUE_ARN,
  deadLetterQueueArn: environment.HITS_DEAD_LETTER_QUEUE_ARN,
};

export const handler = handle(
  alarmingApp({
    alarmRules: eventBridgeRules(new EventBridgeClient({}), rules, timerSleep),
    alarms: dynamoAlarmStore(tables, environment.ALARMS_TABLE),
    authenticator: gateOf(environment, tables),
    clock: systemClock,
    deliveries: dynamoDeliveryStore(tables, environment.ALARMS_TABLE),
    deliveryQueue: sqsDeliveryQueue(new SQSClient({}), environment.DELIVERIES_QUEUE_URL),
    deliverySignings: dynamoDeliverySignings(tables, environment.ALARMS_TABLE),
    ids: nodeIds,
    log: powertoolsLog('alarming'),
    rulePlaces: dynamoRulePlaces(tables, environment.ALARMS_TABLE),
    settings: { publicUrl: environment.PUBLIC_URL, ruleLimit: Number(environment.RULE_LIMIT) },
    signer: derivingSigner(() => vault.read(environment.DELIVERY_KEY_SECRET_ARN)),
    sleep: timerSleep,
    trusts: trustsOf(environment),
  }),
);

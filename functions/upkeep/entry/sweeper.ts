import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAlarmStore } from '../../alarming/aws/alarm-store.ts';
import { sqsDeliveryQueue } from '../../alarming/aws/delivery-queue.ts';
import { dynamoDeliveryStore } from '../../alarming/aws/delivery-store.ts';
import { dynamoAliasStore } from '../../engine/aws/alias-store.ts';
import { dynamoJobStore } from '../../engine/aws/job-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { sqsExecutionQueue } from '../../engine/aws/execution-queue.ts';
import { eventBridgeRules } from '../../alarming/aws/event-bridge-rules.ts';
import { dynamoRulePlaces } from '../../alarming/aws/rule-places.ts';
import { dynamoRuleReviews } from '../../alarming/aws/rule-reviews.ts';
import { watchPorts } from '../../alarming/entry/measures.ts';
import { dynamoRuleSync } from '../../alarming/aws/rule-sync.ts';
import { dynamoExecutionStores } from '../../engine/aws/execution-stores.ts';
import { dynamoFunctionStores } from '../../engine/aws/function-stores.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { lambdaDeployedFunctions } from '../../engine/aws/deployed-functions.ts';
import { sqsProvisioningQueue } from '../../engine/aws/provisioning-queue.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { dynamoBacktests, dynamoDueBacktests } from '../../alarming/aws/backtest-store.ts';
import { sqsBacktestQueue } from '../../alarming/aws/backtest-queue.ts';
import { dynamoDueReplays, dynamoReplays } from '../../alarming/aws/replay-store.ts';
import { sqsReplayQueue } from '../../alarming/aws/replay-queue.ts';
import { alarmingUpkeep, storedEventsUpkeep } from '../../alarming/app/upkeep.ts';
import { engineUpkeep } from '../../engine/app/upkeep.ts';
import { eventsUpkeep } from '../../events/app/upkeep.ts';
import { dynamoEventStores } from '../../events/aws/log/event-stores.ts';
import { sweep } from '../app/sweep.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';

/** The sweeper deletes events, and reads none. */
const noPayloads = { load: () => Promise.reject(new Error('the sweeper reads no payloads')) };

const environment = readEnvironment(lambdas.sweeper, process.env);
const tables = documentClient();
const queues = new SQSClient({});
const ports = {
  clock: systemClock,
  log: powertoolsLog('sweeper'),
  ...dynamoFunctionStores(tables, environment.FUNCTIONS_TABLE, systemClock),
  deployedFunctions: lambdaDeployedFunctions(new LambdaClient({}), {
    namePrefix: environment.NAME_PREFIX,
    roleArn: environment.USER_FUNCTION_ROLE_ARN,
    layerArn: environment.RUNTIME_LAYER_ARN,
  }),
  ...dynamoExecutionStores(tables, environment.EXECUTIONS_TABLE, {
    clock: systemClock,
    retentionDays: Number(environment.EXECUTION_RETENTION_DAYS),
  }),
  ids: nodeIds,
  jobs: dynamoJobStore(tables, environment.FUNCTIONS_TABLE),
  aliases: dynamoAliasStore(tables, environment.FUNCTIONS_TABLE),
  alarms: dynamoAlarmStore(tables, environment.ALARMS_TABLE),
  alarmRules: eventBridgeRules(new EventBridgeClient({}), {
    busName: environment.EVENT_BUS,
    namePrefix: environment.NAME_PREFIX,
    hitsQueueArn: environment.HITS_QUEUE_ARN,
    deadLetterQueueArn: environment.HITS_DEAD_LETTER_QUEUE_ARN,
  }),
  rulePlaces: dynamoRulePlaces(tables, environment.ALARMS_TABLE),
  ruleReviews: dynamoRuleReviews(tables, environment.ALARMS_TABLE),
  ruleSync: dynamoRuleSync(tables, environment.ALARMS_TABLE),
  deliveries: dynamoDeliveryStore(tables, environment.ALARMS_TABLE),
  measures: watchPorts(environment, { queues, tables }),
  executionQueue: sqsExecutionQueue(queues, environment.EXECUTIONS_QUEUE_URL),
  provisioningQueue: sqsProvisioningQueue(queues, environment.PROVISIONING_QUEUE_URL),
  deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
  settings: { deployment: environment.DEPLOYMENT, ruleLimit: Number(environment.RULE_LIMIT) },
};

const { EVENTS_TABLE: events } = environment;
const parts = {
  ...engineUpkeep(ports),
  ...alarmingUpkeep(ports),
  ...(events !== '' && {
    ...eventsUpkeep({
      clock: systemClock,
      ...dynamoEventStores(tables, events, { clock: systemClock, payloads: noPayloads }),
    }),
    ...storedEventsUpkeep({
      clock: systemClock,
      backtests: dynamoBacktests(tables, environment.ALARMS_TABLE, systemClock),
      dueBacktests: dynamoDueBacktests(tables, environment.ALARMS_TABLE),
      backtestQueue: sqsBacktestQueue(queues, environment.BACKTESTS_QUEUE_URL),
      replays: dynamoReplays(tables, environment.ALARMS_TABLE, systemClock),
      dueReplays: dynamoDueReplays(tables, environment.ALARMS_TABLE),
      replayQueue: sqsReplayQueue(queues, environment.REPLAYS_QUEUE_URL),
    }),
  }),
};

export const handler = (): Promise<void> => sweep(ports, parts);

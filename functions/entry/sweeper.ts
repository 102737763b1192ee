import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAlarmStore } from '../adapters/aws/alarm-store.ts';
import { sqsDeliveryQueue } from '../adapters/aws/delivery-queue.ts';
import { dynamoDeliveryStore } from '../adapters/aws/delivery-store.ts';
import { dynamoAliasStore } from '../adapters/aws/alias-store.ts';
import { dynamoJobStore } from '../adapters/aws/job-store.ts';
import { documentClient } from '../adapters/aws/dynamo.ts';
import { sqsExecutionQueue } from '../adapters/aws/execution-queue.ts';
import { eventBridgeRules } from '../adapters/aws/event-bridge-rules.ts';
import { dynamoRulePlaces } from '../adapters/aws/rule-places.ts';
import { dynamoExecutionStore } from '../adapters/aws/execution-store.ts';
import { dynamoFunctionStore } from '../adapters/aws/function-store.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { lambdaMadeFunctions } from '../adapters/aws/made-functions.ts';
import { sqsProvisioningQueue } from '../adapters/aws/provisioning-queue.ts';
import { dynamoVersionStore } from '../adapters/aws/version-store.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { nodeIds } from '../adapters/node/ids.ts';
import { timerSleep } from '../adapters/node/sleep.ts';
import { sweep } from '../app/sweep.ts';
import { lambdas, readEnvironment } from '../contract/environment.ts';

const environment = readEnvironment(lambdas.sweeper, process.env);
const tables = documentClient();
const queues = new SQSClient({});
const ports = {
  clock: systemClock,
  log: powertoolsLog('sweeper'),
  functions: dynamoFunctionStore(tables, environment.FUNCTIONS_TABLE, systemClock),
  versions: dynamoVersionStore(tables, environment.FUNCTIONS_TABLE, systemClock),
  madeFunctions: lambdaMadeFunctions(new LambdaClient({}), environment.NAME_PREFIX),
  executions: dynamoExecutionStore(tables, environment.EXECUTIONS_TABLE, {
    clock: systemClock,
    retentionDays: Number(environment.EXECUTION_RETENTION_DAYS),
  }),
  ids: nodeIds,
  jobs: dynamoJobStore(tables, environment.FUNCTIONS_TABLE),
  aliases: dynamoAliasStore(tables, environment.FUNCTIONS_TABLE),
  alarms: dynamoAlarmStore(tables, environment.ALARMS_TABLE),
  alarmRules: eventBridgeRules(
    new EventBridgeClient({}),
    {
      busName: environment.EVENT_BUS,
      namePrefix: environment.NAME_PREFIX,
      hitsQueueArn: environment.HITS_QUEUE_ARN,
      deadLetterQueueArn: environment.HITS_DEAD_LETTER_QUEUE_ARN,
    },
    timerSleep,
  ),
  rulePlaces: dynamoRulePlaces(tables, environment.ALARMS_TABLE),
  deliveries: dynamoDeliveryStore(tables, environment.ALARMS_TABLE),
  executionQueue: sqsExecutionQueue(queues, environment.EXECUTIONS_QUEUE_URL),
  provisioningQueue: sqsProvisioningQueue(queues, environment.PROVISIONING_QUEUE_URL),
  deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
  settings: { deployment: environment.DEPLOYMENT, ruleLimit: Number(environment.RULE_LIMIT) },
};

export const handler = (): Promise<void> => sweep(ports);

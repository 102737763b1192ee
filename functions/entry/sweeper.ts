import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { eventBridgeAlarmRules } from '../adapters/aws/alarm-rules.ts';
import { dynamoAlarmStore } from '../adapters/aws/alarm-store.ts';
import { sqsDeliveryQueue } from '../adapters/aws/delivery-queue.ts';
import { dynamoDeliveryStore } from '../adapters/aws/delivery-store.ts';
import { dynamoAliasStore } from '../adapters/aws/alias-store.ts';
import { dynamoJobStore } from '../adapters/aws/job-store.ts';
import { documentClient } from '../adapters/aws/dynamo.ts';
import { sqsExecutionQueue } from '../adapters/aws/execution-queue.ts';
import { dynamoExecutionStore } from '../adapters/aws/execution-store.ts';
import { dynamoFunctionStore } from '../adapters/aws/function-store.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { sqsProvisioningQueue } from '../adapters/aws/provisioning-queue.ts';
import { dynamoVersionStore } from '../adapters/aws/version-store.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { nodeIds } from '../adapters/node/ids.ts';
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
  executions: dynamoExecutionStore(tables, environment.EXECUTIONS_TABLE, {
    clock: systemClock,
    retentionDays: Number(environment.EXECUTION_RETENTION_DAYS),
  }),
  ids: nodeIds,
  jobs: dynamoJobStore(tables, environment.FUNCTIONS_TABLE),
  aliases: dynamoAliasStore(tables, environment.FUNCTIONS_TABLE),
  alarms: dynamoAlarmStore(tables, environment.ALARMS_TABLE),
  alarmRules: eventBridgeAlarmRules(new EventBridgeClient({}), {
    bus: environment.EVENT_BUS,
    prefix: environment.NAME_PREFIX,
    hitsQueueArn: environment.HITS_QUEUE_ARN,
    deadLetterQueueArn: environment.HITS_DEAD_LETTER_QUEUE_ARN,
  }),
  deliveries: dynamoDeliveryStore(tables, environment.ALARMS_TABLE),
  executionQueue: sqsExecutionQueue(queues, environment.EXECUTIONS_QUEUE_URL),
  provisioningQueue: sqsProvisioningQueue(queues, environment.PROVISIONING_QUEUE_URL),
  deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
};

export const handler = (): Promise<void> => sweep(ports);

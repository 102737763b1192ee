import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../adapters/aws/dynamo.ts';
import {
  lambdaFunctionProvisioner,
  provisioningClient,
} from '../adapters/aws/function-provisioner.ts';
import { dynamoFunctionStore } from '../adapters/aws/function-store.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { sqsPostpone } from '../adapters/aws/postpone.ts';
import { queueConsumer } from '../adapters/aws/queue-consumer.ts';
import { dynamoRuntimeStore } from '../adapters/aws/runtime-store.ts';
import { dynamoVersionStore } from '../adapters/aws/version-store.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { timerSleep } from '../adapters/node/sleep.ts';
import { provisionFunction } from '../app/provisioning/provision-function.ts';
import { lambdas, readEnvironment } from '../contract/environment.ts';
import { provisioningMessage } from '../contract/message.ts';

const environment = readEnvironment(lambdas.provisioner, process.env);
const tables = documentClient();
const ports = {
  clock: systemClock,
  log: powertoolsLog('provisioner'),
  functions: dynamoFunctionStore(tables, environment.FUNCTIONS_TABLE, systemClock),
  versions: dynamoVersionStore(tables, environment.FUNCTIONS_TABLE, systemClock),
  runtimes: dynamoRuntimeStore(tables, environment.FUNCTIONS_TABLE),
  postpone: sqsPostpone(new SQSClient({}), environment.SOURCE_QUEUE_URL, systemClock),
  provisioner: lambdaFunctionProvisioner(
    provisioningClient(),
    {
      namePrefix: environment.NAME_PREFIX,
      roleArn: environment.USER_FUNCTION_ROLE_ARN,
      layerArn: environment.RUNTIME_LAYER_ARN,
      bucket: environment.BUCKET,
    },
    timerSleep,
  ),
};

export const handler = queueConsumer(ports, provisioningMessage, (message) =>
  provisionFunction(ports, message),
);

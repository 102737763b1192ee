import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { lambdaFunctionProvisioner, provisioningClient } from '../aws/function-provisioner.ts';
import { dynamoFunctionStores } from '../aws/function-stores.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { sqsPostpone } from '../../platform/aws/postpone.ts';
import { sqsPutAside } from '../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../platform/aws/queue-consumer.ts';
import { dynamoRuntimeStore } from '../aws/runtime-store.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { aesSecretBox } from '../node/secret-box.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { provisionFunction } from '../app/provisioning/provision-function.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { readPythonRuntimes } from '../../contract/python-runtime.ts';
import { provisioningMessage } from '../../contract/message.ts';

const environment = readEnvironment(lambdas.provisioner, process.env);
const queues = new SQSClient({});
const tables = documentClient();
const keys = parameterVault(lambdaPlace(process.env));
const ports = {
  clock: systemClock,
  log: powertoolsLog('provisioner'),
  ...dynamoFunctionStores(tables, environment.FUNCTIONS_TABLE, systemClock),
  runtimes: dynamoRuntimeStore(
    tables,
    environment.FUNCTIONS_TABLE,
    readPythonRuntimes(environment.PYTHON_RUNTIMES),
  ),
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  secretBox: aesSecretBox(() => keys.read(environment.FUNCTION_KEY_PARAMETER)),
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

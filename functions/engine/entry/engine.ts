import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAliasStore } from '../aws/alias-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { sqsExecutionQueue } from '../aws/execution-queue.ts';
import { dynamoExecutionStores } from '../aws/execution-stores.ts';
import { invokingClient, lambdaFunctionRunner } from '../aws/function-runner.ts';
import { dynamoFunctionStores } from '../aws/function-stores.ts';
import { dynamoJobStore } from '../aws/job-store.ts';
import { lambdaFunctionTokens } from '../aws/function-tokens.ts';
import { publisherGateOf } from '../../identity/entry/publisher-gate.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { s3PackageStore } from '../aws/package-store.ts';
import { s3PayloadStore } from '../../platform/aws/payload-store.ts';
import { presignedGet } from '../../platform/aws/presigned-get.ts';
import { presignedPackage } from '../aws/presigned-package.ts';
import { sqsProvisioningQueue } from '../aws/provisioning-queue.ts';
import { dynamoRuntimeStore } from '../aws/runtime-store.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { dynamoWebhookStore } from '../aws/webhook-store.ts';
import { gatewaySource } from '../../platform/http/gateway-source.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { aesSecretBox } from '../node/secret-box.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { readPythonRuntimes } from '../../contract/python-runtime.ts';
import { readProjectLimits } from '../../contract/project-limits.ts';
import { engineApp } from '../http/app.ts';

const environment = readEnvironment(lambdas.engine, process.env);
const tables = documentClient();
const keys = parameterVault(lambdaPlace(process.env));
const objects = s3Client(process.env);
const queues = new SQSClient({});
const gate = publisherGateOf(environment, tables);

export const handler = gatewayHandler(
  engineApp({
    aliases: dynamoAliasStore(tables, environment.FUNCTIONS_TABLE),
    applicationCredentials: gate,
    authenticator: gate,
    clock: systemClock,
    executionQueue: sqsExecutionQueue(queues, environment.EXECUTIONS_QUEUE_URL),
    ...dynamoExecutionStores(tables, environment.EXECUTIONS_TABLE, {
      clock: systemClock,
      retentionDays: Number(environment.EXECUTION_RETENTION_DAYS),
    }),
    ...dynamoFunctionStores(tables, environment.FUNCTIONS_TABLE, systemClock),
    functionTokens: lambdaFunctionTokens({
      place: lambdaPlace(process.env),
      functionArn: environment.FUNCTION_TOKENS_FUNCTION_ARN,
    }),
    ids: nodeIds,
    jobs: dynamoJobStore(tables, environment.FUNCTIONS_TABLE),
    log: powertoolsLog('engine'),
    packages: s3PackageStore(objects, environment.BUCKET, presignedPackage(objects)),
    payloads: s3PayloadStore(objects, environment.BUCKET, presignedGet(objects)),
    provisioningQueue: sqsProvisioningQueue(queues, environment.PROVISIONING_QUEUE_URL),
    runner: lambdaFunctionRunner(invokingClient(), environment.NAME_PREFIX),
    runtimes: dynamoRuntimeStore(
      tables,
      environment.FUNCTIONS_TABLE,
      readPythonRuntimes(environment.PYTHON_RUNTIMES),
    ),
    secretBox: aesSecretBox(() => keys.read(environment.FUNCTION_KEY_PARAMETER)),
    settings: {
      publicUrl: environment.PUBLIC_URL,
      imageRegistry: environment.IMAGE_REGISTRY,
      limits: readProjectLimits(environment.PROJECT_LIMITS),
    },
    sleep: timerSleep,
    sourceOf: gatewaySource,
    webhooks: dynamoWebhookStore(tables, environment.FUNCTIONS_TABLE),
  }),
  { cookies: environment.CONSOLE === 'true' },
);

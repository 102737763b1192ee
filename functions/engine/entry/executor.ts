import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAliasStore } from '../aws/alias-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { dynamoExecutionStores } from '../aws/execution-stores.ts';
import { invokingClient, lambdaFunctionRunner } from '../aws/function-runner.ts';
import { dynamoFunctionStores } from '../aws/function-stores.ts';
import { lambdaFunctionTokens } from '../aws/function-tokens.ts';
import { dynamoJobStore } from '../aws/job-store.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { lambdaObjectPlace, s3Payloads } from '../../platform/aws/payload-writer.ts';
import { sqsPostpone } from '../../platform/aws/postpone.ts';
import { sqsPutAside } from '../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../platform/aws/queue-consumer.ts';
import { dynamoWebhookStore } from '../aws/webhook-store.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { handleExecutionMessage } from '../app/executions/handle-execution-message.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { readProjectLimits } from '../../contract/project-limits.ts';
import { executionMessage } from '../../contract/message.ts';

const environment = readEnvironment(lambdas.executor, process.env);
const queues = new SQSClient({});
const tables = documentClient();
const ports = {
  clock: systemClock,
  ids: nodeIds,
  log: powertoolsLog('executor'),
  settings: { limits: readProjectLimits(environment.PROJECT_LIMITS) },
  payloads: s3Payloads(lambdaObjectPlace(environment.BUCKET, process.env)),
  ...dynamoFunctionStores(tables, environment.FUNCTIONS_TABLE, systemClock),
  aliases: dynamoAliasStore(tables, environment.FUNCTIONS_TABLE),
  jobs: dynamoJobStore(tables, environment.FUNCTIONS_TABLE),
  webhooks: dynamoWebhookStore(tables, environment.FUNCTIONS_TABLE),
  ...dynamoExecutionStores(tables, environment.EXECUTIONS_TABLE, {
    clock: systemClock,
    retentionDays: Number(environment.EXECUTION_RETENTION_DAYS),
  }),
  functionTokens: lambdaFunctionTokens({
    place: lambdaPlace(process.env),
    functionArn: environment.FUNCTION_TOKENS_FUNCTION_ARN,
  }),
  runner: lambdaFunctionRunner(invokingClient(), environment.NAME_PREFIX),
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
};

export const handler = queueConsumer(ports, executionMessage, async (message, sentAt) => {
  const ran = await handleExecutionMessage(ports, message, sentAt);
  return ran.kind === 'later' ? ran : undefined;
});

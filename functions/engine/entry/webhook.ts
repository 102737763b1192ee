import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAliasStore } from '../aws/alias-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { sqsExecutionQueue } from '../aws/execution-queue.ts';
import { dynamoExecutionStore } from '../aws/execution-store.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { lambdaObjectPlace, s3PayloadWriter } from '../../platform/aws/payload-writer.ts';
import { dynamoWebhookStore } from '../aws/webhook-store.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { readProjectLimits } from '../../contract/project-limits.ts';
import { webhookInvocationApp } from '../http/webhook-invocation.ts';

const environment = readEnvironment(lambdas.webhook, process.env);
const tables = documentClient();

export const handler = gatewayHandler(
  webhookInvocationApp({
    aliases: dynamoAliasStore(tables, environment.FUNCTIONS_TABLE),
    clock: systemClock,
    executionQueue: sqsExecutionQueue(new SQSClient({}), environment.EXECUTIONS_QUEUE_URL),
    executions: dynamoExecutionStore(tables, environment.EXECUTIONS_TABLE, {
      clock: systemClock,
      retentionDays: Number(environment.EXECUTION_RETENTION_DAYS),
    }),
    ids: nodeIds,
    log: powertoolsLog('webhook'),
    payloads: s3PayloadWriter(lambdaObjectPlace(environment.BUCKET, process.env)),
    settings: { limits: readProjectLimits(environment.PROJECT_LIMITS) },
    webhooks: dynamoWebhookStore(tables, environment.FUNCTIONS_TABLE),
  }),
);

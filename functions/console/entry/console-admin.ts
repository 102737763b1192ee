import { SQSClient } from '@aws-sdk/client-sqs';
import { readDeadLetters } from '../../contract/dead-letters.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { readProjectLimits } from '../../contract/project-limits.ts';
import { gateOf } from '../../identity/entry/gate.ts';
import { projectNames } from '../../identity/entry/project-names.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { sqsDeadLetters } from '../aws/dead-letters.ts';
import { dynamoProjectUsage } from '../aws/project-usage.ts';
import { adminApp } from '../http/admin-app.ts';

const environment = readEnvironment(lambdas['console-admin'], process.env);
const client = documentClient();
const queues = readDeadLetters(environment.DEAD_LETTERS);

export const handler = gatewayHandler(
  adminApp({
    authenticator: gateOf(environment, client),
    clock: systemClock,
    deadLetters: sqsDeadLetters(new SQSClient({}), queues, systemClock),
    ids: nodeIds,
    log: powertoolsLog('console-admin'),
    projectNames: projectNames(environment, client),
    usage: dynamoProjectUsage(client, {
      alarms: environment.ALARMS_TABLE,
      functions: environment.FUNCTIONS_TABLE,
    }),
    settings: {
      publicUrl: environment.PUBLIC_URL,
      limits: readProjectLimits(environment.PROJECT_LIMITS),
    },
  }),
  { cookies: true },
);

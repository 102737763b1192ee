import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { publisherRequest } from '../../contract/publisher.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { authenticatePublisher } from '../app/authenticate-publisher.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { dynamoLoginFailures } from '../aws/login-failures.ts';
import { dynamoUsualSourceStore } from '../aws/usual-source-store.ts';
import { sha256Secrets } from '../node/sha256.ts';

const environment = readEnvironment(lambdas['identity-publishers'], process.env);
const client = documentClient();
const ports = {
  ...dynamoIdentityStores(client, environment.IDENTITY_TABLE),
  clock: systemClock,
  log: powertoolsLog('identity-publishers'),
  loginFailures: dynamoLoginFailures(client, environment.IDENTITY_TABLE),
  secrets: sha256Secrets,
  sleep: timerSleep,
  usualSources: dynamoUsualSourceStore({ client, name: environment.IDENTITY_TABLE }),
};

export const handler = (event: unknown) =>
  authenticatePublisher(ports, publisherRequest.parse(event));

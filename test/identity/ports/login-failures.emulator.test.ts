import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoLoginFailures } from '../../../functions/identity/aws/login-failures.ts';
import { createTable } from '../../support/table.ts';
import { loginFailuresSuite } from './login-failures.suite.ts';

const client = documentClient();
loginFailuresSuite(async () => dynamoLoginFailures(client, await createTable(client)));

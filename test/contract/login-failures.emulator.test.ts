import { documentClient } from '../../functions/adapters/aws/dynamo.ts';
import { dynamoLoginFailures } from '../../functions/adapters/aws/identity/login-failures.ts';
import { createTable } from '../support/table.ts';
import { loginFailuresSuite } from './login-failures.suite.ts';

const client = documentClient();
loginFailuresSuite(async () => dynamoLoginFailures(client, await createTable(client)));

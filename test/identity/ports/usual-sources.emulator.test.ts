import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoUsualSourceStore } from '../../../functions/identity/aws/usual-source-store.ts';
import { createTable } from '../../support/table.ts';
import { usualSourcesSuite } from './usual-sources.suite.ts';

const client = documentClient();
usualSourcesSuite(async () => dynamoUsualSourceStore({ client, name: await createTable(client) }));

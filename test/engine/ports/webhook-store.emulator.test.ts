import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoWebhookStore } from '../../../functions/engine/aws/webhook-store.ts';
import { createTable } from '../../support/table.ts';
import { webhookStoreSuite } from './webhook-store.suite.ts';

const client = documentClient();

webhookStoreSuite(async () => dynamoWebhookStore(client, await createTable(client)));

import { memoryWebhookStore } from '../../functions/adapters/memory/webhook-store.ts';
import { webhookStoreSuite } from './webhook-store.suite.ts';

webhookStoreSuite(async () => memoryWebhookStore());

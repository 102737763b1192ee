import { memoryWebhookStore } from '../../fakes/webhook-store.ts';
import { webhookStoreSuite } from './webhook-store.suite.ts';

webhookStoreSuite(async () => memoryWebhookStore());

import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  showWebhook,
  updateWebhook,
} from '../app/webhooks/webhooks.ts';
import type { Webhook } from '../core/webhooks/webhook.ts';
import type { Limiting } from '../app/project-limits.ts';
import type { Ports, TargetPorts } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { askedScope, pathId, queryArguments } from './request-arguments.ts';
import { integer, readBody, text, uuid } from './request-body.ts';
import { webhookView } from './view.ts';

const attributes = {
  id: uuid,
  function_id: uuid,
  function_alias: text,
  function_version: integer,
  description: text,
};
const readOnly = ['project_id', 'created_at', 'updated_at', 'webhook_url'];

export function webhookRoutes(
  ports: TargetPorts & Limiting & Pick<Ports, 'clock' | 'ids' | 'webhooks'>,
  publicUrl: string,
) {
  const routes = new Hono<Authenticated>({ strict: false });
  const view = (webhook: Webhook) => webhookView(webhook, publicUrl);

  routes.get('/', async (context) => {
    const query = queryArguments(context, ['all_projects', 'project_id']);
    const webhooks = await listWebhooks(ports, context.get('caller'), askedScope(query));
    return context.json({ webhooks: webhooks.map(view) });
  });

  routes.post('/', async (context) => {
    const asked = () => readWebhook(context);
    const webhook = await createWebhook(ports, context.get('caller'), asked);
    return context.json(view(webhook), 201);
  });

  routes.get('/:id', async (context) => {
    queryArguments(context, []);
    return context.json(view(await showWebhook(ports, context.get('caller'), pathId(context))));
  });

  routes.put('/:id', async (context) => {
    const asked = () => readWebhook(context);
    const webhook = await updateWebhook(ports, context.get('caller'), pathId(context), asked);
    return context.json(view(webhook));
  });

  routes.delete('/:id', async (context) => {
    await deleteWebhook(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  return routes;
}

async function readWebhook(context: Context) {
  const body = await readBody(context, 'webhook', attributes, readOnly);
  return {
    functionId: body.function_id ?? null,
    functionVersion: body.function_version ?? null,
    functionAlias: body.function_alias ?? null,
    description: body.description ?? null,
  };
}

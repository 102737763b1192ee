import { Hono } from 'hono/quick';
import { webhookFor } from '../app/lookup.ts';
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  updateWebhook,
} from '../app/webhooks/webhooks.ts';
import type { Webhook } from '../core/function.ts';
import type { Ports } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { pathId, queryArguments, scopeOf } from './argument.ts';
import { integer, readBody, text, uuid } from './body.ts';
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
  ports: Pick<Ports, 'aliases' | 'clock' | 'functions' | 'ids' | 'versions' | 'webhooks'>,
  publicUrl: string,
) {
  const routes = new Hono<Authenticated>({ strict: false });
  const view = (webhook: Webhook) => webhookView(webhook, publicUrl);

  routes.get('/', async (context) => {
    const query = queryArguments(context, ['all_projects', 'project_id']);
    const webhooks = await listWebhooks(ports, scopeOf(context.get('caller'), query));
    return context.json({ webhooks: webhooks.map(view) });
  });

  routes.post('/', async (context) => {
    const body = await readBody(context, 'webhook', attributes, readOnly);
    const webhook = await createWebhook(ports, context.get('caller'), asked(body));
    return context.json(view(webhook), 201);
  });

  routes.get('/:id', async (context) => {
    queryArguments(context, []);
    return context.json(view(await webhookFor(ports, context.get('caller'), pathId(context))));
  });

  routes.put('/:id', async (context) => {
    const id = pathId(context);
    const body = await readBody(context, 'webhook', attributes, readOnly);
    return context.json(view(await updateWebhook(ports, context.get('caller'), id, asked(body))));
  });

  routes.delete('/:id', async (context) => {
    await deleteWebhook(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  return routes;
}

const asked = (body: {
  readonly function_id?: string | null | undefined;
  readonly function_version?: number | null | undefined;
  readonly function_alias?: string | null | undefined;
  readonly description?: string | null | undefined;
}) => ({
  functionId: body.function_id ?? null,
  functionVersion: body.function_version ?? null,
  functionAlias: body.function_alias ?? null,
  description: body.description ?? null,
});

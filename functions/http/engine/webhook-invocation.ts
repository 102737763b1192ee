import { type Context, Hono } from 'hono';
import { invokeWebhook } from '../../app/engine/invoke-webhook.ts';
import { Fault } from '../../core/fault.ts';
import { lenientLoads } from '../../core/execution-input.ts';
import type { Json } from '../../core/python-json.ts';
import type { Ports } from '../../ports.ts';
import { renderFault } from './fault.ts';

/**
 * `POST /v1/webhooks/{id}/invoke`, without credentials: whoever knows the URL may call it. An app of
 * its own, because it is the hot way in and its Lambda holds nothing else.
 */
export function webhookInvocationApp(
  ports: Pick<
    Ports,
    'webhooks' | 'executions' | 'executionQueue' | 'payloads' | 'clock' | 'ids' | 'log'
  >,
) {
  const app = new Hono({ strict: false });
  app.post('/v1/webhooks/:id/invoke', async (context) => {
    const { form, body } = await readCall(context);
    const query = [...new URL(context.req.url).searchParams];
    const { executionId } = await invokeWebhook(ports, {
      webhookId: context.req.param('id'),
      parameters: [...query, ...form],
      body,
    });
    return context.json({ execution_id: executionId }, 202);
  });
  app.notFound((context) =>
    renderFault(ports)(new Fault('not-found', `Not found: ${context.req.path}`), context),
  );
  app.onError(renderFault(ports));
  return app;
}

interface Call {
  readonly form: readonly (readonly [string, string])[];
  readonly body: Json;
}

/** A JSON body with its numbers as written, or a form's fields; anything else counts as nothing. */
async function readCall(context: Context): Promise<Call> {
  const contentType = context.req.header('content-type') ?? '';
  if (/^application\/([\w.-]+\+)?json\b/i.test(contentType))
    return { form: [], body: lenientLoads(await context.req.text()) ?? {} };
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType))
    return { form: await formFields(context), body: {} };
  return { form: [], body: {} };
}

async function formFields(context: Context): Promise<Call['form']> {
  try {
    const fields = await context.req.formData();
    return [...fields].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
  } catch {
    return [];
  }
}

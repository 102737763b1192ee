import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { invokeWebhook, type Invoking } from '../app/webhooks/invoke-webhook.ts';
import { Fault } from '../../platform/core/fault.ts';
import { webhookBody } from '../core/executions/execution-input.ts';
import { requireFewParameters } from '../core/webhooks/webhook-parameters.ts';
import { isObject, type Json } from '../../platform/core/python-json.ts';
import { shownValue } from '../core/shown-value.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import { qinlingRefusals } from './refusals.ts';

/**
 * `POST /v1/webhooks/{id}/invoke`, without credentials: whoever knows the URL may call it. It is an app of
 * its own because it is the busiest route, and its Lambda contains nothing else.
 */
export function webhookInvocationApp(ports: Invoking) {
  const app = new Hono<{ Variables: Traced }>({ strict: false });
  app.use(requestLog(ports));
  app.post('/v1/webhooks/:id/invoke', async (context) => {
    const { form, body } = await readCall(context);
    const parameters = [...new URL(context.req.url).searchParams, ...form];
    requireFewParameters(parameters);
    const { executionId } = await invokeWebhook(ports, {
      webhookId: context.req.param('id'),
      parameters,
      body,
      hops: hopsOf(context),
    });
    return context.json({ execution_id: executionId }, 202);
  });
  app.notFound((context) =>
    qinlingRefusals.refuse(
      context,
      new Fault('not-found', `Not found: ${shownValue(context.req.path)}`),
    ),
  );
  app.onError(answerFailure(ports, qinlingRefusals));
  return app;
}

/** The count that our runtime sends when a function calls a webhook; 0 for other callers. */
function hopsOf(context: Context): number {
  const count = context.req.header('x-taibai-hops') ?? '';
  return /^\d{1,6}$/.test(count) ? Number(count) : 0;
}

interface Call {
  readonly form: readonly (readonly [string, string])[];
  readonly body: Json;
}

/** A JSON body, with its numbers as written, or the fields of a form; anything else is ignored. */
async function readCall(context: Context): Promise<Call> {
  const contentType = context.req.header('content-type') ?? '';
  if (/^application\/([\w.-]+\+)?json\b/i.test(contentType))
    return { form: [], body: webhookBody(await context.req.text()) ?? {} };
  if (/^application\/x-www-form-urlencoded/i.test(contentType))
    return urlEncoded(await context.req.text());
  if (/^multipart\/form-data/i.test(contentType))
    return { form: await formFields(context), body: {} };
  return { form: [], body: {} };
}

/**
 * `curl -d '{…}'` and some senders name this type for JSON. No form begins with a brace: names are encoded.
 */
function urlEncoded(text: string): Call {
  const json = /^\s*\{/.test(text) ? webhookBody(text) : undefined;
  if (json !== undefined && isObject(json)) return { form: [], body: json };
  return { form: [...new URLSearchParams(text)], body: {} };
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

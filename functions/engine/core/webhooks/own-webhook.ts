import { requireFewParameters, type WebhookParameters } from './webhook-parameters.ts';

/** A call of one of our own webhooks, as an alarm action names it. */
export interface WebhookCall {
  readonly webhookId: string;
  readonly query: WebhookParameters;
}

const webhookPath = /^\/v1\/webhooks\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/invoke$/;

/**
 * The call that an action URL stands for if it is our own `POST /v1/webhooks/{id}/invoke`; undefined for
 * every other URL. `publicUrl` is the base URL users see.
 */
export function ownWebhook(url: string, publicUrl: string): WebhookCall | undefined {
  if (!URL.canParse(url) || !URL.canParse(publicUrl)) return undefined;
  const [target, base] = [new URL(url), new URL(publicUrl)];
  const prefix = base.pathname.replace(/\/$/, '');
  if (target.origin !== base.origin || target.username || target.password) return undefined;
  if (!target.pathname.startsWith(prefix)) return undefined;
  const webhookId = webhookPath.exec(target.pathname.slice(prefix.length))?.[1];
  return webhookId === undefined ? undefined : { webhookId, query: [...target.searchParams] };
}

/** Refuses an action URL that calls one of our own webhooks as the webhook would refuse the call. */
export function requireCallable(url: string, publicUrl: string): void {
  const call = ownWebhook(url, publicUrl);
  if (call) requireFewParameters(call.query);
}

import { dumps, isObject, type Json } from './python-json.ts';

/**
 * The keyword arguments a webhook call gives its function: query parameters, overruled by the members
 * of a JSON object body; any other body counts as `{}` (`qinling/api/controllers/v1/webhook.py`).
 */
export const webhookInput = (query: Iterable<readonly [string, string]>, body: Json): string =>
  dumps({ ...Object.fromEntries(query), ...(isObject(body) ? body : {}) });

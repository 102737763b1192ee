import { dumps, isArray, isObject, type Json, loads } from '../../../platform/core/python-json.ts';

/** An execution's input as it is stored; `text` is what the API shows. */
export interface ExecutionInput {
  readonly text: string | null;
  /** Whether the text is passed to the function as one positional argument. */
  readonly positional: boolean;
}

/**
 * Interprets the text given with an execution: a JSON object is keyword arguments (rewritten as Python
 * writes it), `null` is no input, and anything else is passed on as text (`qinling/utils/executions.py`;
 * the original fails on other JSON scalars and lists, Taibai does not).
 */
export function executionInput(text: string | null | undefined): ExecutionInput {
  if (text === null || text === undefined) return { text: null, positional: false };
  const json = lenientLoads(text);
  if (json === null) return { text: null, positional: false };
  if (json !== undefined && isObject(json)) return { text: dumps(json), positional: false };
  return { text, positional: true };
}

/**
 * The keyword arguments that a webhook call passes to its function: query parameters, overridden by the
 * members of a JSON object body; any other body counts as `{}` (`qinling/api/controllers/v1/webhook.py`).
 * A repeated parameter becomes a list, as in pecan's `mixed()`.
 */
export function webhookInput(query: Iterable<readonly [string, string]>, body: Json): string {
  const named = new Map<string, Json>();
  for (const [name, value] of query) named.set(name, together(named.get(name), value));
  return dumps({ ...Object.fromEntries(named), ...(isObject(body) ? body : {}) });
}

function together(before: Json | undefined, value: string): Json {
  if (before === undefined) return value;
  return isArray(before) ? [...before, value] : [before, value];
}

/** Parses JSON and keeps every number as written; undefined if the text is not JSON, or is nested too deeply. */
export function lenientLoads(text: string): Json | undefined {
  try {
    return loads(text);
  } catch {
    return undefined;
  }
}

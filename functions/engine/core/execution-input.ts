import { dumps, isArray, isObject, type Json, loads } from '../../platform/core/python-json.ts';

/** An execution's input as it is kept: `text` is what the API shows. */
export interface ExecutionInput {
  readonly text: string | null;
  /** Whether the text is handed to the function as one positional argument. */
  readonly positional: boolean;
}

/**
 * What the text given with an execution means: a JSON object is keyword arguments (written again as
 * Python writes it), `null` is nothing, and anything else is handed over as the text it is
 * (`qinling/utils/executions.py`; where the original fails on other JSON scalars and lists, so do we not).
 */
export function executionInput(text: string | null | undefined): ExecutionInput {
  if (text === null || text === undefined) return { text: null, positional: false };
  const json = lenientLoads(text);
  if (json === null) return { text: null, positional: false };
  if (json !== undefined && isObject(json)) return { text: dumps(json), positional: false };
  return { text, positional: true };
}

/**
 * The keyword arguments a webhook call gives its function: query parameters, overruled by the members
 * of a JSON object body; any other body counts as `{}` (`qinling/api/controllers/v1/webhook.py`).
 * A repeated parameter becomes a list, as pecan's `mixed()` makes it.
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

/** The JSON a text holds, every number as written; undefined for a text that is no JSON, or too deep to read. */
export function lenientLoads(text: string): Json | undefined {
  try {
    return loads(text);
  } catch {
    return undefined;
  }
}

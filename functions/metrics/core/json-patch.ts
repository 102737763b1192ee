import { isObject, type Json } from '../../platform/core/python-json.ts';

/** A step of a JSON Patch (RFC 6902), of the two kinds that Gnocchi takes. */
export type PatchStep =
  | { readonly op: 'add'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

/** The document after the steps, or why a step is impossible. */
export type Patched = { readonly document: Json } | { readonly refused: string };

export function patched(document: Json, steps: readonly PatchStep[]): Patched {
  let now = document;
  for (const step of steps) {
    const outcome = changed(now, pointerOf(step.path), step);
    if ('refused' in outcome) return outcome;
    now = outcome.document;
  }
  return { document: now };
}

const pointerOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function changed(at: Json, [key = '', ...rest]: readonly string[], step: PatchStep): Patched {
  if (!isObject(at)) return { refused: `unable to resolve ${key} in the document` };
  const has = Object.hasOwn(at, key);
  if (rest.length > 0) {
    if (!has) return { refused: `member '${key}' not found in the document` };
    const inner = changed(at[key] ?? null, rest, step);
    return 'refused' in inner ? inner : { document: { ...at, [key]: inner.document } };
  }
  if (step.op === 'add') return { document: { ...at, [key]: step.value } };
  if (!has) return { refused: `can't remove a non-existent object '${key}'` };
  return { document: Object.fromEntries(Object.entries(at).filter(([name]) => name !== key)) };
}

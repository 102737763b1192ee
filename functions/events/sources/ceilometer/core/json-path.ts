import type { Json } from '../../../../platform/core/python-json.ts';

/** A value found in a notification and the way to it, as `jsonpath_rw` names its steps. */
export interface Found {
  readonly value: Json;
  readonly path: readonly string[];
}

/**
 * The part of `jsonpath_rw` and `jsonpath_rw_ext` that event definitions are written in. What does not
 * fit the shape of a notification finds nothing; it never raises.
 */
export type JsonPath =
  | { readonly kind: 'this' }
  | { readonly kind: 'root' }
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start?: number; readonly end?: number }
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'length' }
  | { readonly kind: 'rewrite'; readonly rewrite: (text: string) => string | undefined }
  | { readonly kind: 'child'; readonly left: JsonPath; readonly right: JsonPath }
  | { readonly kind: 'descendants'; readonly left: JsonPath; readonly right: JsonPath }
  | { readonly kind: 'union'; readonly left: JsonPath; readonly right: JsonPath };

/** How a filter compares what it found with its own value. */
export type Operator = '=' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '~';

/** Conditions on an element of a list, all of which must hold: `[?key=image_id & size>3]`. */
export type Filter = readonly {
  readonly target: JsonPath;
  readonly test?: { readonly operator: Operator; readonly value: string | number | boolean };
}[];

import type { RE2JS } from 're2js';
import type { Json } from '../../../../platform/core/python-json.ts';

/** A value found in a notification and its path, with steps named as in `jsonpath_rw`. */
export interface Found {
  readonly value: Json;
  readonly path: readonly string[];
}

/**
 * The subset of `jsonpath_rw` and `jsonpath_rw_ext` that event definitions use. A path that does not fit
 * a notification finds nothing and never throws.
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

/** How a filter compares a found value with its own. */
export type Operator = '=' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '~';

/** Conditions on an element of a list, all of which must hold: `[?key=image_id & size>3]`. */
export type Filter = readonly { readonly target: JsonPath; readonly test?: FilterTest }[];

export interface FilterTest {
  readonly operator: Operator;
  readonly value: string | number | boolean;
  /** For `~` only. */
  readonly pattern?: RE2JS;
}

import type { Scalar } from '../../../platform/core/python-json.ts';

export const comparisons = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'like'] as const;
export type Comparison = (typeof comparisons)[number];

/** What resources are searched for, as it was asked: attributes and values are not looked at yet. */
export type Search =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Search[] }
  | { readonly op: 'not'; readonly part: Search }
  | { readonly op: Comparison; readonly attribute: string; readonly value: Scalar }
  | { readonly op: 'in'; readonly attribute: string; readonly values: readonly Scalar[] };

/** The spellings of the operators (`gnocchi/rest/api.py`). */
export const comparisonsByName: ReadonlyMap<string, Comparison> = new Map([
  ['=', 'eq'],
  ['==', 'eq'],
  ['eq', 'eq'],
  ['!=', 'ne'],
  ['≠', 'ne'],
  ['ne', 'ne'],
  ['<', 'lt'],
  ['lt', 'lt'],
  ['<=', 'le'],
  ['≤', 'le'],
  ['le', 'le'],
  ['>', 'gt'],
  ['gt', 'gt'],
  ['>=', 'ge'],
  ['≥', 'ge'],
  ['ge', 'ge'],
  ['like', 'like'],
]);

export const combinationsByName: ReadonlyMap<string, 'and' | 'or'> = new Map([
  ['and', 'and'],
  ['∧', 'and'],
  ['or', 'or'],
  ['∨', 'or'],
]);

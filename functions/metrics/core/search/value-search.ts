import { applyBinary } from '../operations/arithmetic.ts';
import type { BinaryName } from '../operations/operation.ts';

type Binary = Exclude<BinaryName, 'clip_min' | 'clip_max' | 'max'>;

/** What a search for values compares or computes, by the names that Gnocchi has for it (`MeasureQuery`). */
export const binaryByName: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['=', 'eq'],
  ['==', 'eq'],
  ['eq', 'eq'],
  ['<', 'lt'],
  ['lt', 'lt'],
  ['>', 'gt'],
  ['gt', 'gt'],
  ['<=', 'le'],
  ['≤', 'le'],
  ['le', 'le'],
  ['>=', 'ge'],
  ['≥', 'ge'],
  ['ge', 'ge'],
  ['!=', 'ne'],
  ['≠', 'ne'],
  ['ne', 'ne'],
  ['%', 'mod'],
  ['mod', 'mod'],
  ['+', 'add'],
  ['add', 'add'],
  ['-', 'sub'],
  ['sub', 'sub'],
  ['*', 'mul'],
  ['×', 'mul'],
  ['mul', 'mul'],
  ['/', 'div'],
  ['÷', 'div'],
  ['div', 'div'],
  ['**', 'pow'],
  ['^', 'pow'],
  ['pow', 'pow'],
]);

/** As Gnocchi has them: its signs stand for the other word. */
export const combinedByName: ReadonlyMap<string, 'any' | 'all'> = new Map<string, 'any' | 'all'>([
  ['or', 'any'],
  ['∨', 'any'],
  ['and', 'all'],
  ['∧', 'all'],
]);

/** A search for values: what a value makes of it is true unless it is zero. */
export type ValueSearch =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'value' }
  | {
      readonly kind: 'binary';
      readonly operator: Binary;
      readonly left: ValueSearch;
      readonly right: ValueSearch;
    }
  | {
      readonly kind: 'combined';
      readonly how: 'any' | 'all';
      readonly parts: readonly ValueSearch[];
    };

/** Whether a search finds a value. */
export const findsValue = (search: ValueSearch, value: number): boolean =>
  numberOf(search, value) !== 0;

function numberOf(search: ValueSearch, value: number): number {
  switch (search.kind) {
    case 'number':
      return search.number;
    case 'value':
      return value;
    case 'binary':
      return applyBinary(
        search.operator,
        numberOf(search.left, value),
        numberOf(search.right, value),
      );
    case 'combined': {
      const finds = (part: ValueSearch) => findsValue(part, value);
      return Number(search.how === 'any' ? search.parts.some(finds) : search.parts.every(finds));
    }
  }
}

import type { ConditionOperator } from '../../../../events/core/event-rule.ts';
import type { TraitValue } from '../../../../events/core/notification.ts';
import { compares, numberOf } from '../../../../events/core/trait.ts';
import { carriedText, isCarriedWhole } from '../../../../events/core/pattern/carried-text.ts';
import { type Interval, intersectAll, intervalsOf, type Magnitude } from './interval.ts';
import { allOf, type Constraint, type Constraints, type Matcher } from './matcher.ts';
import {
  exactText,
  instantPlace,
  isExact,
  numberPlace,
  stepNumber,
} from '../../../../events/core/pattern/number-place.ts';
import { type NumberLine, numericMatcher } from './numeric-matchers.ts';
import { isRankUnique, rankNumber, textRank } from '../../../../events/core/pattern/text-rank.ts';

/** A condition with its value parsed. */
export interface Comparison {
  readonly op: ConditionOperator;
  readonly expected: TraitValue;
}

/** The forms in which events carry values; only values of the same form compare. */
export type Form = 'text' | 'number' | 'instant';

export const formOf = ({ kind }: TraitValue): Form =>
  kind === 'text' ? 'text' : kind === 'datetime' ? 'instant' : 'number';

/**
 * What comparisons of one form require of the value at `path`. If all of them are `ne`, a missing value
 * or one of another form matches too.
 */
export function valueConstraints(
  path: readonly string[],
  form: Form,
  comparisons: readonly Comparison[],
): Constraints {
  const known = comparisons.filter(({ expected }) => !isNotANumber(expected));
  const wanted = comparisons.filter(({ op }) => op !== 'ne');
  if (wanted.some(({ expected }) => isNotANumber(expected))) return 'never';
  const equal = wanted.find(({ op }) => op === 'eq')?.expected;
  if (equal)
    return known.every(({ op, expected }) => compares(equal, op, expected))
      ? equality(path, equal)
      : 'never';
  return form === 'text'
    ? textConstraints(path, known, wanted.length > 0)
    : numberConstraints(path, form, known, wanted.length > 0);
}

const isNotANumber = (value: TraitValue): boolean =>
  value.kind === 'float' && Number.isNaN(value.float);

const absent: Matcher = { exists: false };

function equality(path: readonly string[], value: TraitValue): readonly Constraint[] {
  if (value.kind === 'text') return [{ path: [...path, 's'], anyOf: [carriedText(value.text)] }];
  const { line, place, rest, textOf } = lineOf(formOf(value));
  const magnitude = magnitudeOf(value);
  if (!isExact(line.placeOf(magnitude)))
    return [{ path: [...path, rest], anyOf: [carriedText(textOf(magnitude))] }];
  const [interval = {}] = intervalsOf('eq', magnitude);
  return [
    { path: [...path, place], anyOf: [numericMatcher(interval, line)] },
    { path: [...path, rest], anyOf: [absent] },
  ];
}

function textConstraints(
  path: readonly string[],
  comparisons: readonly Comparison[],
  present: boolean,
): Constraints {
  const unequal = comparisons.flatMap(({ op, expected }) =>
    op === 'ne' && expected.kind === 'text' ? [expected.text] : [],
  );
  const ranks = intersectAll(
    comparisons.flatMap(({ op, expected }) =>
      expected.kind === 'text' && op !== 'ne' ? [rankIntervals(op, expected.text)] : [],
    ),
  );
  const ordered = present ? numericConstraint([...path, 'o'], ranks, [], rankLine) : [];
  return allOf([otherThan([...path, 's'], unequal), ordered]);
}

/** Texts with the same rank may be less or greater than the expected text, unless the rank is unique. */
const rankIntervals = (op: ConditionOperator, text: string): readonly Interval[] => {
  const closed = op === 'gt' ? 'ge' : op === 'lt' ? 'le' : op;
  return intervalsOf(isRankUnique(text) ? op : closed, textRank(text));
};

const rankLine: NumberLine = {
  placeOf: (rank) => ({ below: BigInt(rank), above: BigInt(rank) }),
  numberOf: rankNumber,
};

function numberConstraints(
  path: readonly string[],
  form: Form,
  comparisons: readonly Comparison[],
  present: boolean,
): Constraints {
  const { line, place, rest, textOf } = lineOf(form);
  const isOnGrid = ({ expected }: Comparison) => isExact(line.placeOf(magnitudeOf(expected)));
  const isOffGrid = (each: Comparison) => each.op === 'ne' && !isOnGrid(each);
  const offGrid = comparisons.filter(isOffGrid);
  const ordering = comparisons.filter((each) => !isOffGrid(each));
  const intervals = intersectAll(
    ordering.map(({ op, expected }) => intervalsOf(op, magnitudeOf(expected))),
  );
  const ordered =
    ordering.length > 0
      ? numericConstraint([...path, place], intervals, present ? [] : [absent], line)
      : [];
  const unequal = offGrid.map(({ expected }) => textOf(magnitudeOf(expected)));
  return allOf([ordered, otherThan([...path, rest], unequal)]);
}

function numericConstraint(
  path: readonly string[],
  intervals: readonly Interval[],
  otherwise: readonly Matcher[],
  line: NumberLine,
): Constraints {
  const anyOf = [...intervals.map((interval) => numericMatcher(interval, line)), ...otherwise];
  return anyOf.length === 0 ? 'never' : [{ path, anyOf }];
}

/** Requires nothing of texts that are carried truncated: equal prefixes do not mean equal texts. */
function otherThan(path: readonly string[], texts: readonly string[]): readonly Constraint[] {
  const excluded = [...new Set(texts.filter(isCarriedWhole))];
  return excluded.length === 0 ? [] : [{ path, anyOf: [{ 'anything-but': excluded }, absent] }];
}

const lineOf = (form: Form) =>
  form === 'instant'
    ? {
        line: { placeOf: (value: Magnitude) => instantPlace(BigInt(value)), numberOf: stepNumber },
        place: 't',
        rest: 'y',
        textOf: String,
      }
    : {
        line: { placeOf: numberPlace, numberOf: stepNumber },
        place: 'n',
        rest: 'x',
        textOf: exactText,
      };

const magnitudeOf = (value: TraitValue): Magnitude =>
  value.kind === 'datetime' ? value.microseconds : (numberOf(value) ?? 0);

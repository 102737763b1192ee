import { busSource, traitKey } from '../../../contract/bus-event.ts';
import type { Condition, EventRule } from '../../../events/core/event-rule.ts';
import { eventBridgeLimits } from '../../../events/core/event-bridge-limits.ts';
import { matchesGlob } from '../../../events/core/glob.ts';
import { traitName } from '../../../events/core/event-match.ts';
import {
  carriedText,
  isCarriedWhole,
  printableText,
} from '../../../events/core/pattern/carried-text.ts';
import { globConstraints } from './pattern/glob-constraints.ts';
import { allOf, type Constraint, type Constraints, fitted, patternOf } from './pattern/matcher.ts';
import {
  type Comparison,
  type Form,
  formOf,
  valueConstraints,
} from './pattern/value-constraints.ts';
import { compares, expectedValue } from '../../../events/core/trait.ts';
import { groupBy } from '../../../platform/core/group-by.ts';

/** An EventBridge pattern over `detail` and the envelope around it. */
type Pattern = { readonly [field: string]: unknown };

/**
 * Compiles a project's event rule to an EventBridge pattern. The pattern matches every notification that
 * `hits` accepts, and as few others as possible without `wildcard` (`docs/decisions/0002`). Constraints
 * that exceed EventBridge's limits are left out, so that every rule compiles.
 */
export function compileEventRule(rule: EventRule, projectId: string): Pattern {
  const constraints = ruleConstraints(rule);
  return fitted(
    projectConstraints(projectId),
    constraints === 'never' ? [noEvent] : constraints,
    eventBridgeLimits.patternCharacters,
  );
}

/** Matches all of a project's notifications: for a rule whose own pattern the bus refuses. */
export const widestPattern = (projectId: string): Pattern =>
  patternOf(projectConstraints(projectId));

const projectConstraints = (projectId: string): readonly Constraint[] => [
  { path: ['source'], anyOf: [busSource] },
  { path: ['detail', 'project'], anyOf: [carriedText(projectId)] },
];

/** Matches nothing: no event has an empty type. */
const noEvent: Constraint = { path: ['detail', 'type'], anyOf: [''] };

function ruleConstraints({ eventType, query }: EventRule): Constraints {
  const comparisons = query.flatMap(comparisonOf);
  if (comparisons.length < query.length) return 'never';
  const fields = groupBy(comparisons, ({ field }) => field);
  return allOf([
    typeConstraints(eventType, fields.get('event_type') ?? []),
    ...[...fields].map(([field, ofField]) => fieldConstraints(field, ofField)),
  ]);
}

/** The condition with its value parsed; none if its type cannot hold the value. */
function comparisonOf(
  condition: Condition,
): readonly (Comparison & Pick<Condition, 'field' | 'op'>)[] {
  const expected = expectedValue(condition);
  return expected ? [{ field: condition.field, op: condition.op, expected }] : [];
}

function fieldConstraints(field: string, comparisons: readonly Comparison[]): Constraints {
  const trait = traitName(field);
  if (trait !== undefined) return traitConstraints(trait, comparisons);
  if (field === 'message_id') return idConstraints(comparisons);
  // Other fields, but for the type, which the glob has been combined with, do not travel on the bus.
  if (field !== 'generated') return [];
  // The only field that is carried both as a text and as the instant that the text denotes.
  return byForm(['detail', 'generated'], comparisons);
}

function traitConstraints(name: string, comparisons: readonly Comparison[]): Constraints {
  const path = ['detail', 'traits', traitKey(name)];
  const wanted = comparisons
    .filter(({ op }) => op !== 'ne')
    .map(({ expected }) => formOf(expected));
  const [form] = wanted;
  if (!form) return byForm(path, comparisons);
  if (wanted.some((other) => other !== form)) return 'never';
  return byForm(
    path,
    comparisons.filter(({ expected }) => formOf(expected) === form),
  );
}

const forms: readonly Form[] = ['text', 'number', 'instant'];

const byForm = (path: readonly string[], comparisons: readonly Comparison[]): Constraints =>
  allOf(
    forms
      .map((form) => ({
        form,
        group: comparisons.filter((each) => formOf(each.expected) === form),
      }))
      .filter(({ group }) => group.length > 0)
      .map(({ form, group }) => valueConstraints(path, form, group)),
  );

/** The glob on the event's type, combined with the conditions on `event_type`. */
function typeConstraints(eventType: string, given: readonly Comparison[]): Constraints {
  const comparisons = textComparisons(given);
  const equal = comparisons.find(({ op }) => op === 'eq')?.expected;
  const glob = globConstraints(eventType);
  if (equal?.kind === 'text') {
    const possible =
      matchesGlob(eventType, equal.text) &&
      comparisons.every(({ op, expected }) => compares(equal, op, expected));
    return possible ? [{ path: ['detail', 'type'], anyOf: [printableText(equal.text)] }] : 'never';
  }
  if (glob === 'never' || glob.some(({ path }) => path[1] === 'tail')) return glob;
  return [...glob, ...unequalTo('tail', comparisons)];
}

function idConstraints(comparisons: readonly Comparison[]): Constraints {
  const texts = textComparisons(comparisons);
  const equal = texts.find(({ op }) => op === 'eq')?.expected;
  if (equal?.kind !== 'text') return unequalTo('id', texts);
  return texts.every(({ op, expected }) => compares(equal, op, expected))
    ? [{ path: ['detail', 'id'], anyOf: [printableText(equal.text)] }]
    : 'never';
}

/** Conditions of other types are left to the evaluator: they never hold for a text, or read it as an instant. */
const textComparisons = (comparisons: readonly Comparison[]): readonly Comparison[] =>
  comparisons.filter(({ expected }) => expected.kind === 'text');

function unequalTo(field: string, comparisons: readonly Comparison[]): readonly Constraint[] {
  const texts = comparisons.flatMap(({ op, expected }) =>
    op === 'ne' && expected.kind === 'text' && isCarriedWhole(expected.text) ? [expected.text] : [],
  );
  return texts.length === 0
    ? []
    : [{ path: ['detail', field], anyOf: [{ 'anything-but': [...new Set(texts)] }] }];
}

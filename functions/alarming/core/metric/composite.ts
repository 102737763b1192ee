import type { Json } from '../../../platform/core/python-json.ts';
import type { AlarmState } from '../alarm.ts';
import type { FoundState } from './found-state.ts';
import type { Judgement } from './judgement.ts';
import { leavesOf, type RuleTree, type ThresholdRule } from './metric-rule.ts';

/** What each threshold rule says. */
export type Judgements = ReadonlyMap<ThresholdRule, Judgement>;

/** The state of each threshold rule. */
export type LeafStates = ReadonlyMap<ThresholdRule, AlarmState>;

/**
 * The state of a composite rule (`aodh/evaluator/composite.py`): `alarm` if the tree is true of the rules in
 * `alarm`, `ok` if the tree with `and` and `or` exchanged is true of the rules in `ok`, otherwise unknown.
 */
export function compositeState(tree: RuleTree, states: LeafStates): AlarmState {
  if (isTrue(tree, 'alarm', states)) return 'alarm';
  return isTrue(tree, 'ok', states) ? 'ok' : 'insufficient data';
}

function isTrue(tree: RuleTree, state: 'alarm' | 'ok', states: LeafStates): boolean {
  if (!('parts' in tree)) return states.get(tree) === state;
  const all = (tree.operator === 'and') === (state === 'alarm');
  return all
    ? tree.parts.every((part) => isTrue(part, state, states))
    : tree.parts.some((part) => isTrue(part, state, states));
}

const endings = {
  alarm: 'outside their threshold.',
  ok: 'inside their threshold.',
  'insufficient data': 'state evaluated to unknown.',
} as const;

/** Why rules of a composite are unknown, by their names. */
function whyUnknown(leaves: readonly NamedRule[], judgements: Judgements): string | undefined {
  const unknown = leaves.flatMap(({ rule, name }) => {
    const judgement = judgements.get(rule);
    return judgement?.kind === 'unknown' ? [`${name}: ${judgement.reason}`] : [];
  });
  return unknown.length === 0 ? undefined : unknown.join('; ');
}

interface NamedRule {
  readonly rule: ThresholdRule;
  readonly name: string;
}

/** The words for a composite rule's state. All its rules were looked at, so all that caused the state are named. */
export function explainComposite(
  tree: RuleTree,
  states: LeafStates,
  {
    from,
    to,
    judgements,
  }: {
    readonly from: AlarmState;
    readonly to: AlarmState;
    readonly judgements: Judgements;
  },
): FoundState {
  const leaves = leavesOf(tree).map((rule, index) => ({ rule, name: `rule${index + 1}` }));
  const names = new Map(leaves.map(({ rule, name }) => [rule, name]));
  const causes = leaves.filter(({ rule }) => states.get(rule) === to);
  const form = formOf(tree, names);
  const named = causes.map(({ name }) => name).toSorted();
  const reason = `Composite rule alarm with composition form: ${form} ${
    from === to ? 'remaining as' : 'transition to'
  } ${to}, due to rules: ${named.join(', ')} ${endings[to]}`;
  const causative: Json = Object.fromEntries(causes.map(({ name, rule }) => [name, rule.document]));
  return {
    state: to,
    reason,
    reasonData: { type: 'composite', composition_form: form, causative_rules: causative },
    repeats: to !== 'insufficient data',
    why: to === 'insufficient data' ? whyUnknown(leaves, judgements) : undefined,
  };
}

const formOf = (tree: RuleTree, names: ReadonlyMap<ThresholdRule, string>): string =>
  'parts' in tree
    ? `(${tree.parts.map((part) => formOf(part, names)).join(` ${tree.operator} `)})`
    : (names.get(tree) ?? '');

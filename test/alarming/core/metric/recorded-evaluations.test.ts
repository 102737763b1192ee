import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AlarmRule, AlarmState } from '../../../../functions/alarming/core/alarm.ts';
import {
  type Evaluation,
  evaluateMeasures,
} from '../../../../functions/alarming/core/metric/evaluate-measures.ts';
import type { FoundState } from '../../../../functions/alarming/core/metric/found-state.ts';
import { likeAodh } from '../../../../functions/alarming/core/metric/judge-windows.ts';
import { judgeValues } from '../../../../functions/alarming/core/metric/judgement.ts';
import { explainMembers } from '../../../../functions/alarming/core/metric/member-health.ts';
import {
  leavesOf,
  metricRuleOf,
  thresholdsOf,
} from '../../../../functions/alarming/core/metric/metric-rule.ts';
import type {
  Evidence,
  MeasuredRule,
} from '../../../../functions/alarming/core/metric/state-over-time.ts';
import { unanswered } from '../../../../functions/alarming/core/metric/unanswered.ts';
import { isWithin } from '../../../../functions/alarming/core/time/within-constraints.ts';
import {
  dumps,
  isObject,
  type Json,
  loads,
} from '../../../../functions/platform/core/python-json.ts';

/*
 * What Aodh's own evaluators decided, recorded by `test/parity/python/aodh_evaluations.py`. Where the contract
 * asks for something better, the test says which cases differ and that no others do.
 */

interface Notified {
  readonly previous: AlarmState;
  readonly reason: string;
  readonly reason_data: Json;
}
interface Case {
  readonly state: AlarmState;
  readonly repeat: boolean;
  readonly outcome: {
    readonly state: AlarmState;
    readonly recorded: string | null;
    readonly notified: Notified | null;
  };
}
type Document = { readonly [name: string]: Json };
interface ThresholdCase extends Case {
  readonly type: 'gnocchi_resources_threshold';
  readonly rule: Document;
  readonly points: readonly (readonly [number, number, number | { readonly float: string }])[];
  readonly failure: string | null;
}
interface CompositeCase extends Case {
  readonly shape: Shape;
  readonly leaves: readonly LeafName[];
}
type Shape = '' | { readonly and?: readonly Shape[]; readonly or?: readonly Shape[] };
type LeafName = 'alarm' | 'ok' | 'unknown' | 'mixed alarm' | 'mixed ok';
interface Recording {
  readonly aodh: string;
  readonly now: string;
  readonly thresholds: readonly ThresholdCase[];
  readonly composites: readonly CompositeCase[];
  readonly member_healths: readonly (Case & {
    readonly rule: Document;
    readonly members: readonly Json[] | null;
  })[];
  readonly prometheuses: readonly (Case & {
    readonly rule: Document;
    readonly answer: readonly string[];
  })[];
  readonly constraints: readonly {
    readonly constraint: {
      readonly name: string;
      readonly description: string;
      readonly start: string;
      readonly duration: number;
      readonly timezone: string;
    };
    readonly at: string;
    readonly inside: boolean | null;
  }[];
}

const text = readFileSync(new URL('aodh-evaluations.json', import.meta.url), 'utf8');
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the recording script
const recorded = JSON.parse(text) as Recording;
/** The same with `1.0` distinct from `1`. */
const exact = loads(text);
const nowSeconds = Date.parse(recorded.now) / 1000;

const exactRule = (part: string, index: number): Document => {
  const cases = isObject(exact) ? exact[part] : undefined;
  const found = Array.isArray(cases) ? cases[index] : undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the recording has objects there
  return isObject(found) && isObject(found['rule'] ?? null) ? (found['rule'] as Document) : {};
};

const numberOf = (value: number | { readonly float: string }): number =>
  typeof value === 'number'
    ? value
    : ({ nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[value.float] ?? Number.NaN);

const ruleOf = (rule: AlarmRule): MeasuredRule => {
  const found = metricRuleOf(rule);
  if (!found || found.kind === 'members') throw new Error('not a rule on measures');
  return found;
};

/** One evaluation as Aodh's loop makes it, from the alarm's state alone. */
function evaluated(
  rule: MeasuredRule,
  evidence: readonly Evidence[],
  from: AlarmState,
): Evaluation {
  const leaves = thresholdsOf(rule);
  const found = new Map(
    leaves.flatMap((leaf, index) => {
      const each = evidence[index];
      return each ? [[leaf, each] as const] : [];
    }),
  );
  const evaluation = evaluateMeasures(
    { rule, evidence: found, manner: likeAodh },
    { nowSeconds, from, beginning: { state: from, since: nowSeconds }, isActive: () => true },
  );
  if (evaluation === 'unread') throw new Error('needs older windows');
  return evaluation;
}

/** What an alarm in a state does about what was found, in the form of the recording. */
function outcomeOf(
  { state, repeat }: Pick<Case, 'state' | 'repeat'>,
  found: FoundState,
): Case['outcome'] {
  const moves = found.state !== state;
  return {
    state: found.state,
    recorded: moves ? dumps({ state: found.state, transition_reason: found.reason }) : null,
    notified:
      moves || (repeat && found.repeats)
        ? { previous: state, reason: found.reason, reason_data: plain(found.reasonData) }
        : null,
  };
}

/** As the recording has it; Aodh's NaN and Infinity, which are not JSON, are null here. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON is parsed
const plain = (value: Json): Json => JSON.parse(dumps(value)) as Json;
const withoutFloats = ({ notified, ...rest }: Case['outcome']): Case['outcome'] => {
  if (!notified || !isObject(notified.reason_data)) return { notified, ...rest };
  const last = notified.reason_data['most_recent'] ?? null;
  const mostRecent = isObject(last) && 'float' in last ? null : last;
  return {
    ...rest,
    notified: { ...notified, reason_data: { ...notified.reason_data, most_recent: mostRecent } },
  };
};

test('the recording names its version', () => {
  expect(recorded.aodh).toBe('23.0.0');
});

describe('threshold rules decide as in Aodh', () => {
  test.each(recorded.thresholds.map((each, index) => ({ each, index })))(
    'case $index',
    ({ each, index }) => {
      const rule = ruleOf({ type: each.type, document: exactRule('thresholds', index) });
      const points = each.points
        .filter(([, granularity]) => granularity === 60)
        .map(([at, , value]) => ({ at, value: numberOf(value) }));
      const [leaf] = thresholdsOf(rule);
      if (!leaf) throw new Error('no rule');
      const evidence: Evidence =
        each.failure === null
          ? { kind: 'points', points, from: 0 }
          : { kind: 'judged', judgement: unanswered(leaf, each.failure) };
      const { found } = evaluated(rule, [evidence], each.state);
      expect(outcomeOf(each, found)).toEqual(withoutFloats(each.outcome));
    },
  );
});

const isMixed = ({ leaves }: CompositeCase) => leaves.some((name) => name.startsWith('mixed'));

/** Where Aodh turns mixed rules round. */
const turnsRound = (each: CompositeCase) => isMixed(each) && each.state !== 'insufficient data';

describe('composite rules', () => {
  const leafPoints: Readonly<Record<LeafName, readonly number[]>> = {
    alarm: [11, 12],
    ok: [1, 2],
    unknown: [],
    'mixed alarm': [1, 11],
    'mixed ok': [11, 1],
  };
  const open = Math.floor(nowSeconds / 60) * 60;
  const evaluatedCase = ({ shape, leaves, state }: CompositeCase) => {
    const names = leaves.values();
    const document = treeOf(shape, names);
    const rule = ruleOf({ type: 'composite', document });
    const evidence = leaves.map(
      (name): Evidence => ({
        kind: 'points',
        points: leafPoints[name].map((value, index, all) => ({
          at: open - (all.length - 1 - index) * 60,
          value,
        })),
        from: 0,
      }),
    );
    return { rule, found: evaluated(rule, evidence, state).found };
  };
  function treeOf(shape: Shape, names: Iterator<LeafName>): Document {
    if (shape === '')
      return {
        type: 'gnocchi_resources_threshold',
        metric: 'cpu',
        resource_id: String(names.next().value),
        resource_type: 'instance',
        granularity: 60,
        comparison_operator: 'gt',
        threshold: 10,
        aggregation_method: 'mean',
        evaluation_periods: 2,
      };
    const operator = shape.and ? 'and' : 'or';
    return { [operator]: (shape[operator] ?? []).map((part) => treeOf(part, names)) };
  }

  test('lead to the state that Aodh finds, unless Aodh turns mixed rules round', () => {
    const wrong = recorded.composites
      .filter((each) => !turnsRound(each))
      .filter((each) => evaluatedCase(each).found.state !== each.outcome.state);
    expect(wrong).toEqual([]);
  });

  test('stay as they are where Aodh turns a settled composite round', () => {
    const different = recorded.composites.filter(
      (each) => evaluatedCase(each).found.state !== each.outcome.state,
    );
    // 24 of them, with and without repeated actions.
    expect(different.length).toBe(48);
    expect(different.every(turnsRound)).toBe(true);
  });

  test('give the reason of Aodh, and name every rule that caused the state', () => {
    const comparable = recorded.composites.filter(
      (each) => !turnsRound(each) && evaluatedCase(each).found.state === each.outcome.state,
    );
    const wrong = comparable.filter((each) => {
      const { rule, found } = evaluatedCase(each);
      const { notified } = outcomeOf(each, found);
      if (notified === null || each.outcome.notified === null)
        return (notified === null) !== (each.outcome.notified === null);
      const split = /^(.*), due to rules: (.*?) ((?:outside|inside|state) .*)$/;
      const [, form, names = '', ending] = split.exec(notified.reason) ?? [];
      const [, hisForm, hisNames = '', hisEnding] = split.exec(each.outcome.notified.reason) ?? [];
      const ours = new Set(names.split(', '));
      const all = rule.kind === 'composite' ? leavesOf(rule.tree).length : 0;
      return (
        form === undefined ||
        form !== hisForm ||
        ending !== hisEnding ||
        !hisNames.split(', ').every((name) => ours.has(name)) ||
        ours.size > all
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('the health of members decides as in Aodh', () => {
  test.each(recorded.member_healths.map((each, index) => ({ each, index })))(
    'case $index',
    ({ each }) => {
      const rule = metricRuleOf({ type: 'loadbalancer_member_health', document: each.rule });
      if (rule?.kind !== 'members') throw new Error('not a rule on members');
      const members =
        each.members === null
          ? ({
              kind: 'unknown',
              reason: 'failed to communicate with load balancing service',
            } as const)
          : ({ kind: 'listed', members: each.members } as const);
      const found = explainMembers(rule, members, { from: each.state, nowSeconds });
      expect(outcomeOf(each, found)).toEqual(each.outcome);
    },
  );
});

describe('answers of Prometheus decide as in Aodh', () => {
  test.each(recorded.prometheuses.map((each, index) => ({ each, index })))(
    'case $index',
    ({ each, index }) => {
      const rule = ruleOf({ type: 'prometheus', document: exactRule('prometheuses', index) });
      const [leaf] = thresholdsOf(rule);
      if (!leaf) throw new Error('no rule');
      const values = each.answer.map((value) => (value.endsWith('Inf') ? Infinity : Number(value)));
      const judgement =
        values.length === 0 ? unanswered(leaf, 'no values') : judgeValues(leaf, values);
      const { found } = evaluated(rule, [{ kind: 'judged', judgement }], each.state);
      expect(outcomeOf(each, found)).toEqual(withoutFloats(each.outcome));
    },
  );
});

/** Aodh also counts less than a minute before and after a start, and has the hour of summer's end once. */
const known = (at: string) =>
  ['2026-11-27T11:59:30Z', '2026-10-25T01:00:00Z', '2026-10-25T01:15:00Z'].includes(at);

describe('time constraints hold as in Aodh', () => {
  test.each(recorded.constraints.filter(({ at, inside }) => !known(at) && inside !== null))(
    '$constraint.start $constraint.timezone at $at',
    ({ constraint, at, inside }) => {
      const { duration, ...rest } = constraint;
      const instant = at.replace('Z', '.000000Z');
      expect(isWithin([{ ...rest, durationSeconds: duration }], instant)).toBe(inside);
    },
  );
});

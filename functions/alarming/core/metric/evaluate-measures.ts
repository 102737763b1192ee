import type { AlarmState } from '../alarm.ts';
import { explainComposite, type Judgements } from './composite.ts';
import { explainThreshold } from './explain-threshold.ts';
import type { FoundState } from './found-state.ts';
import { effectiveTime } from './judge-windows.ts';
import { nextChange, clockTime } from './next-look.ts';
import {
  type Beginning,
  type Evidence,
  finestGranularity,
  judgementsAt,
  type Looked,
  stateAfter,
  stateOverTime,
} from './state-over-time.ts';

export interface Moment {
  readonly nowSeconds: number;
  /** The alarm's state. */
  readonly from: AlarmState;
  readonly beginning: Beginning;
  /** Whether the alarm is evaluated at an effective time: its time constraints. */
  readonly isActive: (seconds: number) => boolean;
}

/** What the measures say of an alarm. */
export interface Evaluation {
  readonly found: FoundState;
  /** The start of the finest window in which the moment lies, in seconds since 1970; undefined for rules without windows. */
  readonly openWindow: number | undefined;
  /** Whether measures of a window that has not ended decided. */
  readonly isOpen: boolean;
  /** When the state changes if no measure comes; undefined if it does not. */
  readonly nextChange: number | undefined;
}

/** Evaluates a rule on what was found; `unread` asks for older windows. */
export function evaluateMeasures(looked: Looked, moment: Moment): Evaluation | 'unread' {
  const { nowSeconds, from } = moment;
  const seconds = effectiveTime(looked.manner, nowSeconds);
  const state = stateOverTime(looked, seconds, moment);
  if (state === 'unread') return 'unread';
  const granularity = finestGranularity(looked.rule);
  const next = nextChange(looked, seconds, state);
  return {
    found: explained(looked, judgementsAt(looked, seconds), { from, to: state }),
    openWindow: Number.isFinite(granularity)
      ? Math.floor(seconds / granularity) * granularity
      : undefined,
    isOpen: stateOverTime(withoutOpenWindows(looked, seconds), seconds, moment) !== state,
    nextChange: next === undefined ? undefined : clockTime(looked, next),
  };
}

function explained(
  looked: Looked,
  judgements: Judgements,
  states: { readonly from: AlarmState; readonly to: AlarmState },
): FoundState {
  const { rule } = looked;
  if (rule.kind === 'composite') {
    const before = beforeOf(looked, judgements, states.to);
    return explainComposite(rule.tree, stateAfter(rule, judgements, before).states, {
      ...states,
      judgements,
    });
  }
  const judgement = judgements.get(rule.rule);
  return explainThreshold(
    rule.rule,
    judgement ?? { kind: 'unknown', reason: 'not looked at', values: [] },
    states,
  );
}

/** A state before that leads to the state found, so that the rules that caused it are those in it. */
const beforeOf = ({ rule }: Looked, judgements: Judgements, to: AlarmState): AlarmState =>
  ([to, 'insufficient data', 'ok', 'alarm'] as const).find(
    (before) => stateAfter(rule, judgements, before).state === to,
  ) ?? to;

function withoutOpenWindows(looked: Looked, seconds: number): Looked {
  const evidence = new Map(
    [...looked.evidence].map(([rule, found]): [typeof rule, Evidence] => {
      if (found.kind === 'judged') return [rule, found];
      const open = Math.floor(seconds / rule.granularitySeconds) * rule.granularitySeconds;
      return [rule, { ...found, points: found.points.filter(({ at }) => at < open) }];
    }),
  );
  return { ...looked, evidence };
}

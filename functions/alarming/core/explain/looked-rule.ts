import {
  comparedWindows,
  judgeWindows,
  type Manner,
  type Point,
  spanAt,
} from '../metric/judge-windows.ts';
import { holds } from '../metric/judgement.ts';
import type { ThresholdRule } from '../metric/metric-rule.ts';

/** The windows of a rule, or why there are none. */
export type Windows =
  | { readonly kind: 'windows'; readonly windows: readonly Point[] }
  | { readonly kind: 'resource-missing' | 'metric-missing' | 'aggregation-missing' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** What a threshold rule found, or why it found nothing. */
export type LookedCode =
  /** All values, none of them, or some are outside the threshold. */
  | 'outside'
  | 'inside'
  | 'mixed'
  /** Fewer windows with measures than periods, or windows missing among them; or none at all. */
  | 'too-few-windows'
  | 'gaps'
  | 'no-windows'
  /** It does not exist, or the project may not read it. */
  | 'resource-missing'
  | 'metric-missing'
  /** The policy of the metric has not this method at this granularity. */
  | 'aggregation-missing'
  /** The question itself is wrong. */
  | 'invalid'
  /** Another service is asked, every minute, by whoever evaluates the alarm. */
  | 'asked-elsewhere'
  /** The deployment names no service that has such measures. */
  | 'no-source';

/** A window whose value was compared. */
export interface ComparedWindow {
  /** Its beginning, in seconds since 1970. */
  readonly at: number;
  readonly value: number;
  readonly outside: boolean;
}

/** A threshold rule at a moment. */
export interface LookedRule {
  readonly rule: ThresholdRule;
  readonly code: LookedCode;
  /** The windows that may count, from the first to the last, by their beginnings. */
  readonly span: { readonly first: number; readonly last: number } | undefined;
  readonly windows: readonly ComparedWindow[];
  /** How many windows more the rule needs. */
  readonly missing: number;
  /** What is wrong with the question. */
  readonly detail?: string;
}

/** What a rule finds in an answer at an effective time. */
export function lookedRule(
  rule: ThresholdRule,
  answer: Windows,
  at: { readonly manner: Manner; readonly seconds: number },
): LookedRule {
  const span = spanAt(rule, at.manner, at.seconds);
  if (answer.kind !== 'windows') {
    const detail = answer.kind === 'invalid' ? { detail: answer.reason } : {};
    return { rule, code: answer.kind, span, windows: [], missing: rule.periods, ...detail };
  }
  const windows = comparedWindows(rule, answer.windows, at).map((window) => ({
    at: window.at,
    value: window.value,
    outside: holds(rule.comparison, window.value, rule.threshold),
  }));
  const missing = rule.periods - windows.length;
  return { rule, code: codeOf(rule, answer, at), span, windows, missing };
}

function codeOf(
  rule: ThresholdRule,
  { windows }: Extract<Windows, { readonly kind: 'windows' }>,
  at: { readonly manner: Manner; readonly seconds: number },
): LookedCode {
  const judgement = judgeWindows(rule, windows, at);
  if (judgement.kind === 'mixed') return 'mixed';
  if (judgement.kind === 'clear') return judgement.state === 'alarm' ? 'outside' : 'inside';
  const { first, last } = spanAt(rule, at.manner, at.seconds);
  const isAny = windows.some((window) => window.at >= first && window.at <= last);
  if (!isAny) return 'no-windows';
  return at.manner.gaps === 'strict' ? 'gaps' : 'too-few-windows';
}

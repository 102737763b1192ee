import { ruleLimitOf, sharedRulesOfASort } from '../../functions/contract/rule-quota.ts';
import { ruleCallsPerSecond } from './published.ts';

/** Retries of a throttled call: doubled from 50 ms, each up to twice as long by chance (`event-bridge-rules.ts`). */
const [firstWait, retries] = [50, 7];

export interface RuleCallFigures {
  readonly created: number;
  readonly ownRules: number;
  readonly calls: number;
  readonly throttled: number;
  /** Alarms whose rule the sweeper puts, because the calls were throttled too often. */
  readonly left: number;
  readonly failed: number;
  readonly longestSeconds: number;
}

/**
 * Alarms created by so many processes at once, as fast as the API answers, against a bucket of calls to the rule
 * API. An alarm with a rule of its own makes two calls, and so does the first of a process that shares a rule.
 * A call whose retries are used up leaves the rule to the sweeper; the API answers all the same.
 */
export function ruleCallsOf(
  { alarms, processes }: { readonly alarms: number; readonly processes: number },
  random: { next(): number },
): RuleCallFigures {
  const limit = ruleLimitOf(300);
  const apiMilliseconds = 40;
  let [tokens, filledAt] = [ruleCallsPerSecond, 0];
  const counted = { calls: 0, throttled: 0, left: 0, longest: 0 };
  const take = (at: number): boolean => {
    tokens = Math.min(ruleCallsPerSecond, tokens + ((at - filledAt) * ruleCallsPerSecond) / 1000);
    filledAt = Math.max(filledAt, at);
    counted.calls += 1;
    if (tokens < 1) {
      counted.throttled += 1;
      return false;
    }
    tokens -= 1;
    return true;
  };
  /** A process, when it is free, and what it is doing. */
  const lanes = Array.from({ length: processes }, () => ({
    at: 0,
    began: 0,
    left: 0,
    attempt: 0,
    ensured: new Set<number>(),
  }));
  let created = 0;
  let own = 0;
  while (created < alarms) {
    const lane = lanes.reduce((next, each) => (each.at < next.at ? each : next));
    if (lane.left === 0) {
      lane.began = lane.at;
      lane.attempt = 0;
      const bucket = Math.floor(random.next() * sharedRulesOfASort);
      if (own < limit) {
        own += 1;
        lane.left = 2;
      } else if (!lane.ensured.has(bucket)) {
        lane.ensured.add(bucket);
        lane.left = 2;
      }
    }
    if (lane.left > 0 && !take(lane.at)) {
      lane.attempt += 1;
      if (lane.attempt <= retries) {
        lane.at += firstWait * 2 ** (lane.attempt - 1) * (1 + random.next());
        continue;
      }
      counted.left += 1;
      lane.left = 0;
    } else if (lane.left > 0) {
      lane.left -= 1;
      lane.attempt = 0;
      lane.at += 20;
      if (lane.left > 0) continue;
    }
    lane.at += apiMilliseconds;
    counted.longest = Math.max(counted.longest, lane.at - lane.began);
    created += 1;
  }
  return {
    created,
    ownRules: own,
    calls: counted.calls,
    throttled: counted.throttled,
    left: counted.left,
    // API Gateway ends a request after thirty seconds.
    failed: counted.longest >= 29_000 ? 1 : 0,
    longestSeconds: counted.longest / 1000,
  };
}

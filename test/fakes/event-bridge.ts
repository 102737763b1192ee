import { type BusDetail, busDetailType, busSource } from '../../functions/contract/bus-event.ts';
import type { HitMessage } from '../../functions/contract/message.ts';
import type { AlarmRules, EventPattern } from '../../functions/alarming/rule-ports.ts';
import type { EventBus } from '../../functions/events/ports.ts';
import { matchesPattern } from './pattern-matcher.ts';

/** The bus's own time has whole seconds. Here it is the time of acceptance. */
const busTime = ({ at }: BusDetail): string => `${(at ?? new Date().toISOString()).slice(0, 19)}Z`;

/** A bus that takes so many rules, with its rules. What they match is in `hits` at once, in no particular order of rules. */
export function memoryEventBridge(quota = Number.POSITIVE_INFINITY): {
  readonly rules: AlarmRules;
  readonly bus: EventBus;
  readonly hits: HitMessage[];
} {
  const rules = new Map<string, { readonly pattern: EventPattern; readonly enabled: boolean }>();
  const hits: HitMessage[] = [];
  return {
    hits,
    rules: {
      async put(key, pattern, enabled) {
        if (!rules.has(key) && rules.size >= quota) return 'full';
        rules.set(key, { pattern, enabled });
        return 'stored';
      },
      async ensure(key, pattern) {
        if (!rules.has(key) && rules.size >= quota) throw new Error('the bus is full');
        rules.set(key, { pattern, enabled: true });
      },
      async remove(key) {
        rules.delete(key);
      },
      async list() {
        return [...rules].map(([key, rule]) => ({ key, ...rule, isOutdated: false }));
      },
    },
    bus: {
      async publish(events) {
        return events.map((event) => {
          const entry = { source: busSource, 'detail-type': busDetailType, detail: event };
          for (const [rule, { pattern, enabled }] of rules)
            if (enabled && matchesPattern(pattern, entry))
              hits.push({ v: 1, rule, time: busTime(event), event });
          return { kind: 'accepted' };
        });
      },
    },
  };
}

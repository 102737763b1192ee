import type { Candidate, CandidateRows } from '../../functions/events/candidate-ports.ts';
import { candidateSlots, keyOfRule, slotOf } from '../../functions/events/core/candidate-key.ts';
import type { EventRule } from '../../functions/events/core/event-rule.ts';

/** What DynamoDB counts as one unit of a consistent read. */
const unitBytes = 4096;
const unitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / unitBytes));

/** A row of a candidate: its keys, and its rule as DynamoDB stores it. */
const rowBytes = (candidate: Candidate): number => JSON.stringify(candidate).length + 110;

/** The rows of one project, which count what DynamoDB would bill for reading them. */
export function modelledRows(rules: readonly EventRule[]) {
  const byKey = new Map<string, { readonly candidates: Candidate[]; bytes: number }>();
  const shapes = new Set<string>();
  const slots = Array.from({ length: candidateSlots }, () => 0);
  for (const [number, event] of rules.entries()) {
    const key = keyOfRule(event);
    if (!key) continue;
    shapes.add(key.shape);
    const candidate = {
      alarmId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      version: 1,
      rule: { event, enabled: true },
    };
    const row = byKey.get(key.text) ?? { candidates: [], bytes: 0 };
    row.candidates.push(candidate);
    row.bytes += rowBytes(candidate);
    byKey.set(key.text, row);
  }
  const counted = { units: 0, queries: 0 };
  const rows: CandidateRows = {
    async version() {
      counted.units += 1;
      return { slots: [...slots], shapes: shapes.size, complete: true };
    },
    async shapes() {
      counted.units += 1;
      return shapes;
    },
    async ofKey(_projectId, { text }) {
      const { candidates, bytes } = byKey.get(text) ?? { candidates: [], bytes: 0 };
      counted.queries += 1;
      counted.units += unitsOf(bytes);
      return candidates;
    },
  };
  return {
    rows,
    counted,
    keys: byKey.size,
    /** What a hit of a shared rule read until release 0.2: all rows of the project's share. */
    unitsBefore: unitsOf([...byKey.values()].reduce((sum, { bytes }) => sum + bytes, 0)),
    /** A change of a random alarm. */
    edit(random: { below(limit: number): number }) {
      const event = rules[random.below(rules.length)];
      const key = event && keyOfRule(event);
      if (!key) return;
      const slot = slotOf(key.text);
      slots[slot] = (slots[slot] ?? 0) + 1;
    },
  };
}

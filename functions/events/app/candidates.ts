import { LRUCache } from 'lru-cache';
import type { Candidate, CandidateRows } from '../candidate-ports.ts';
import { type CandidateKey, keysOfEvent, slotOf } from '../core/candidate-key.ts';
import { everyShape } from '../core/candidate-shapes.ts';
import { type EventMatcher, eventMatcher } from '../core/event-match.ts';
import type { Notification } from '../core/notification.ts';

/** An alarm that the event may fire, with its rule prepared. */
export interface PreparedCandidate {
  readonly alarmId: string;
  readonly version: number;
  readonly rule: Candidate['rule'];
  readonly matches: EventMatcher;
}

export interface FoundCandidates {
  /** Whether no other alarm of the project shares a rule and matches the event. */
  readonly complete: boolean;
  readonly alarms: readonly PreparedCandidate[];
}

export type FindCandidates = (notification: Notification) => Promise<FoundCandidates>;

/** Keys that are queried at the same time. */
const queriesAtOnce = 50;
/** Lists of shapes that are kept. Each has some kilobytes. */
const shapesKept = 1000;

interface Held {
  readonly version: number;
  readonly candidates: readonly PreparedCandidate[];
}

/**
 * Finds the alarms that an event may fire, out of those that share rules, at a cost that does not depend
 * on the number of the others. What was read before is used again, also that a key has no rows, if its
 * slot has not changed since. The version is read first and rows after it; writers write rows first and
 * announce them after that. So what is kept under a version has every row announced by then.
 */
export function candidateFinder(rows: CandidateRows, maximumBytes: number): FindCandidates {
  const held = new LRUCache<string, Held>({ maxSize: maximumBytes, sizeCalculation: sizeOf });
  const shapesHeld = new LRUCache<string, ReadonlySet<string>>({ max: shapesKept });
  const reading = new Map<string, Promise<readonly PreparedCandidate[]>>();

  async function shapesOf(projectId: string, count: number): Promise<ReadonlySet<string>> {
    const known = shapesHeld.get(projectId);
    // Shapes are only added, so that a list which is as long has all of those that were counted.
    if (known && known.size >= count) return known;
    const shapes = await rows.shapes(projectId);
    shapesHeld.set(projectId, shapes);
    return shapes;
  }

  /** Messages of a batch that ask for the same share one query. */
  function ofKey(projectId: string, key: CandidateKey, version: number) {
    const name = `${projectId}\0${key.text}`;
    const known = held.get(name);
    if (known?.version === version) return Promise.resolve(known.candidates);
    const query = `${version}\0${name}`;
    const pending = reading.get(query);
    if (pending) return pending;
    const read = async () => {
      try {
        const candidates = (await rows.ofKey(projectId, key)).map(prepared);
        if ((held.peek(name)?.version ?? 0) <= version) held.set(name, { version, candidates });
        return candidates;
      } finally {
        reading.delete(query);
      }
    };
    const started = read();
    reading.set(query, started);
    return started;
  }

  return async (notification) => {
    const { projectId } = notification;
    const { slots, shapes: count, complete } = await rows.version(projectId);
    if (count === 0) return { complete, alarms: [] };
    const shapes = await shapesOf(projectId, count);
    const exists = (shape: string) => shapes.has(shape) || shapes.has(everyShape);
    const keys = keysOfEvent(notification, exists);
    const alarms: PreparedCandidate[] = [];
    for (let first = 0; first < keys.length; first += queriesAtOnce) {
      const lists = keys
        .slice(first, first + queriesAtOnce)
        .map((key) => ofKey(projectId, key, slots[slotOf(key.text)] ?? 0));
      // oxlint-disable-next-line no-await-in-loop -- so many at a time
      for (const list of await Promise.all(lists)) for (const each of list) alarms.push(each);
    }
    return { complete, alarms };
  };
}

const prepared = ({ alarmId, version, rule }: Candidate): PreparedCandidate => ({
  alarmId,
  version,
  rule,
  matches: eventMatcher(rule.event),
});

/** Bytes that an entry takes, as measured with typical rules: some 300 for itself and 800 an alarm, more with long texts. */
const sizeOf = ({ candidates }: Held, name: string): number =>
  candidates.reduce(
    (bytes, { rule: { event } }) => {
      const texts = event.query.reduce(
        (length, { field, value }) => length + field.length + value.length,
        event.eventType.length,
      );
      return bytes + 600 + 300 * event.query.length + 12 * event.eventType.length + 2 * texts;
    },
    300 + 2 * name.length,
  );

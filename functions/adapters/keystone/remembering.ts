import type { Instant } from '../../core/instant.ts';
import type { Clock } from '../../ports/platform.ts';

/** An answer, undefined for nothing, and until when it counts. */
export interface Lasting<Answer> {
  readonly answer: Answer | undefined;
  readonly until: Instant;
}

/**
 * Remembers answers by key for as long as each of them lasts. Answers and nothings have room for so many
 * each, the oldest going first: no flood of what is nothing drives out what is something. Who asks while
 * the same is being asked shares the answer; a failure is not remembered.
 */
export function remembering<Answer>(
  clock: Clock,
  atMost: number,
): (key: string, ask: () => Promise<Lasting<Answer>>) => Promise<Answer | undefined> {
  const answers = new Map<string, Lasting<Answer>>();
  const nothings = new Map<string, Lasting<Answer>>();
  const asked = new Map<string, Promise<Lasting<Answer>>>();

  const keep = (key: string, lasting: Lasting<Answer>): void => {
    const room = lasting.answer === undefined ? nothings : answers;
    room.set(key, lasting);
    const [oldest] = room.keys();
    if (room.size > atMost && oldest !== undefined) room.delete(oldest);
  };
  const askOnce = async (key: string, ask: () => Promise<Lasting<Answer>>) => {
    try {
      const lasting = await ask();
      keep(key, lasting);
      return lasting;
    } finally {
      asked.delete(key);
    }
  };

  return async (key, ask) => {
    const before = answers.get(key) ?? nothings.get(key);
    if (before && clock.now() < before.until) return before.answer;
    answers.delete(key);
    nothings.delete(key);
    const underway = asked.get(key) ?? askOnce(key, ask);
    asked.set(key, underway);
    return (await underway).answer;
  };
}

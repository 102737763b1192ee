import type { DeadLetter, DeadLetters } from '../../functions/console/admin-ports.ts';

export interface MemoryDeadLetters extends DeadLetters {
  readonly letters: Map<string, DeadLetter[]>;
  /** What was sent again, by queue. */
  readonly sent: Map<string, string[]>;
}

/** Dead-letter queues in memory; those of `unsendable` have no queue to go back to. */
export function memoryDeadLetters(
  names: readonly string[],
  unsendable: readonly string[] = [],
): MemoryDeadLetters {
  const letters = new Map<string, DeadLetter[]>(names.map((name) => [name, []]));
  const sent = new Map<string, string[]>(names.map((name) => [name, []]));
  const of = (name: string) => letters.get(name) ?? [];
  return {
    names,
    letters,
    sent,
    canResend: (name) => !unsendable.includes(name),
    depth: async (name) => ({ waiting: of(name).length, inFlight: 0 }),
    peek: async (name, limit) => of(name).slice(0, limit),
    async resend(name, limit) {
      const gone = of(name).splice(0, limit);
      sent.get(name)?.push(...gone.map(({ body }) => body));
      return gone.length;
    },
    async remove(name, ids) {
      const left = of(name).filter(({ id }) => !ids.includes(id));
      const removed = of(name).length - left.length;
      letters.set(name, left);
      return removed;
    },
  };
}

/** Why an event was not put on the bus. Only `bus-busy` is transient. */
export type RefusalCause =
  | 'malformed'
  | 'no-project'
  | 'other-project'
  | 'wrong-signature'
  | 'too-large'
  | 'bus'
  | 'bus-busy';

export interface Refused {
  readonly kind: 'refused';
  readonly cause: RefusalCause;
  readonly messageId: string | null;
  /** Shown to the sender. */
  readonly reason: string;
}

export interface Accepted {
  readonly kind: 'accepted';
  readonly messageId: string;
  readonly acceptanceId: string;
}

/** The outcome for one event. */
export type Acceptance = Accepted | Refused;

/** How many events were accepted, and how many were refused for each cause. */
export type Tally = Readonly<Partial<Record<'accepted' | RefusalCause, number>>>;

export function tally(acceptances: readonly Acceptance[]): Tally {
  const counts: Partial<Record<'accepted' | RefusalCause, number>> = {};
  for (const acceptance of acceptances) {
    const outcome = acceptance.kind === 'accepted' ? 'accepted' : acceptance.cause;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

export const sumTallies = (left: Tally, right: Tally): Tally =>
  Object.fromEntries(
    [...new Set([...Object.keys(left), ...Object.keys(right)])].map((what) => [
      what,
      numberOf(left, what) + numberOf(right, what),
    ]),
  );

const numberOf = (counts: Readonly<Record<string, number>>, what: string): number =>
  counts[what] ?? 0;

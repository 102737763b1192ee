/** Why an event was not put on the bus. `bus-busy` may pass; the others will not. */
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
  /** For its sender. */
  readonly reason: string;
}

/** What became of one event of a list. */
export type Acceptance = { readonly kind: 'accepted'; readonly messageId: string } | Refused;

/** How many were accepted, and how many refused for which cause: never silent, never by name. */
export type Tally = Readonly<Partial<Record<'accepted' | RefusalCause, number>>>;

export function tally(acceptances: readonly Acceptance[]): Tally {
  const counts: Partial<Record<'accepted' | RefusalCause, number>> = {};
  for (const acceptance of acceptances) {
    const what = acceptance.kind === 'accepted' ? 'accepted' : acceptance.cause;
    counts[what] = (counts[what] ?? 0) + 1;
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

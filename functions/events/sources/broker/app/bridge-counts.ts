import { type Tally, sumTallies } from '../../../core/acceptance.ts';

type Counted = 'messages' | 'redelivered' | 'poison' | 'connections' | 'waits';

/** What a bridge has done since it started. `waits` counts the failed attempts to put a batch on the bus. */
export type BridgeCounts = Readonly<Record<Counted, number>> & { readonly events: Tally };

export interface BridgeCounter {
  add(counted: Counted): void;
  addEvents(tally: Tally): void;
  now(): BridgeCounts;
}

export function bridgeCounter(): BridgeCounter {
  const counts = { messages: 0, redelivered: 0, poison: 0, connections: 0, waits: 0 };
  let events: Tally = {};
  return {
    add(counted) {
      counts[counted] += 1;
    },
    addEvents(tally) {
      events = sumTallies(events, tally);
    },
    now: () => ({ ...counts, events }),
  };
}

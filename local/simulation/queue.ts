/** The tick of the model, in milliseconds. */
const tick = 100;

export interface Served {
  /** How long each message waits before it is taken, in milliseconds, in the order of the arrivals. */
  readonly waits: Float64Array;
  readonly longestBacklog: number;
  /** Seconds in which messages waited longer than a second. */
  readonly secondsBehind: number;
}

/**
 * A queue whose consumers take so many messages a second: the backlog before a message, divided by that rate, is
 * its wait. `perSecond` depends on the second, as consumers are added.
 */
export function serve(arrivals: Float64Array, perSecond: (second: number) => number): Served {
  const last = arrivals.reduce((most, at) => Math.max(most, at), 0);
  const counts = new Float64Array(Math.floor(last / tick) + 1);
  for (const at of arrivals) {
    const place = Math.floor(at / tick);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const waitAt = new Float64Array(counts.length);
  let [backlog, longestBacklog, behind] = [0, 0, 0];
  for (const [place, count] of counts.entries()) {
    const rate = perSecond((place * tick) / 1000);
    const capacity = (rate * tick) / 1000;
    // On average half of what arrives in a tick is before a message.
    waitAt[place] = (Math.max(0, backlog + count / 2 - capacity) / rate) * 1000;
    backlog = Math.max(0, backlog + count - capacity);
    longestBacklog = Math.max(longestBacklog, backlog);
    if ((waitAt[place] ?? 0) > 1000) behind += tick / 1000;
  }
  return {
    waits: arrivals.map((at) => waitAt[Math.floor(at / tick)] ?? 0),
    longestBacklog: Math.round(longestBacklog),
    secondsBehind: Math.round(behind),
  };
}

/** Lambda starts with five consumers of a queue and adds 300 a minute, up to the bound. */
export const consumersAfter = (second: number, bound: number): number =>
  Math.min(bound, 5 + 5 * second);

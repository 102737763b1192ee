import type { DryReplay, ListedReplay, ShownReplay } from './replay-item.ts';

const counted = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`;

/** What a replay would do, in a sentence without its end. */
export function dryWords({ count, would_fire: firings, would_run: runs }: DryReplay): string {
  const events = counted(count, 'event');
  if (count === 0) return 'No event would be sent';
  if (runs !== undefined) return `${events} would cause ${counted(runs, 'execution')}`;
  return `${events} would cause ${counted(firings ?? 0, 'firing')}`;
}

const stateWords: Readonly<Record<string, string>> = {
  waiting: 'waiting',
  sending: 'about to be sent when it was stopped',
  sent: 'sent',
  stopped: 'not sent, because it was stopped',
  'event-gone': 'deleted or expired',
  'no-hit': 'without a notice, since they do not hit the alarm',
  'target-gone': 'without a target, which was deleted',
  refused: 'too large for the bus',
};

/** `38 sent, 2 deleted or expired`: how many events of a replay are in which state. */
export function progressWords({ events }: Pick<ShownReplay, 'events'>): string {
  const counts = new Map<string, number>();
  for (const { state } of events) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, number]) => `${number} ${stateWords[state] ?? state}`).join(', ');
}

/** What became of a replay, in short. */
export const replayWords = ({ state, sent, count }: ListedReplay): string =>
  `${state}, ${sent} of ${counted(count, 'event')} sent`;

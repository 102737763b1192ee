import type { Instant } from '../../../platform/core/instant.ts';
import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import { backtestLimits } from '../../core/backtest/backtest-limits.ts';
import { firingsOfArming, possibleMessageIds } from '../../core/backtest/fired-before.ts';
import type { Ports } from '../../ports.ts';
import { reasonIn } from './end-backtest.ts';

type FiredPorts = { readonly transitions: Pick<Ports['transitions'], 'list'> };

/** Firings that are looked up together. */
const atOnce = 50;

/**
 * The message ids that the alarm had fired on by an instant, since it was last armed: they have no effect when they come
 * again. An alarm that does not repeat is in state `alarm` then anyway. Of very many, the newest are known.
 */
export async function firedBefore(
  ports: FiredPorts,
  alarm: Alarm,
  { history, instant }: { readonly history: readonly AlarmChange[]; readonly instant: Instant },
): Promise<readonly string[]> {
  if (alarm.repeatActions !== true) return [];
  const firings = firingsOfArming(history, instant).slice(-backtestLimits.comparedFirings);
  const ids: string[] = [];
  for (let first = 0; first < firings.length; first += atOnce) {
    const some = firings.slice(first, first + atOnce);
    // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
    const found = await Promise.all(some.map((firing) => messageIdOf(ports, alarm, firing)));
    ids.push(...found.filter((id) => id !== undefined));
  }
  return ids;
}

/** The message id of a firing: history entries have it in their words only, and the record of the firing confirms it. */
async function messageIdOf(
  { transitions }: FiredPorts,
  { projectId, id: alarmId }: Alarm,
  firing: AlarmChange,
): Promise<string | undefined> {
  for (const messageId of possibleMessageIds(reasonIn(firing))) {
    const trigger = { kind: 'event', messageId } as const;
    // oxlint-disable-next-line no-await-in-loop -- the first one is it, as a rule
    const records = await transitions.list(projectId, alarmId, trigger);
    if (records.some(({ id }) => id === firing.eventId)) return messageId;
  }
  return undefined;
}

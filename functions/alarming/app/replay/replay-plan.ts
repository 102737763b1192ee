import type { Replay, ReplayedEvent } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';

type PlanPorts = Pick<Ports, 'payloads' | 'replays'>;

/** Writes down which events a replay is of: what comes into the range later is not replayed. */
export async function writePlan(
  { payloads, replays }: PlanPorts,
  replay: Replay,
  events: readonly ReplayedEvent[],
): Promise<void> {
  const { projectId, id, run } = replay;
  const text = JSON.stringify(events);
  await replays.putPlan(replay, await payloads.store(`replays/${projectId}/${id}/${run}`, text));
}

/** The events of a replay, in their order. A dry one keeps none. */
export async function planOf(
  { payloads, replays }: PlanPorts,
  replay: Replay,
): Promise<readonly ReplayedEvent[]> {
  const plan = await replays.getPlan(replay);
  if (!plan) return [];
  const events: readonly ReplayedEvent[] = JSON.parse(await payloads.load(plan));
  return events;
}

import type { Caller } from '../../../platform/core/caller.ts';
import { requireRole } from '../../core/alarm-access.ts';
import type { IdleHit } from '../../core/decision/idle-hit.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent } from '../../stored-event-ports.ts';
import { eventNotFound } from '../explain/asked-event.ts';
import { hitsOfMessage } from '../explain/explain-event.ts';
import { type Effect, type EffectPorts, effectsOf } from './transition-effects.ts';

export type ChainPorts = EffectPorts & Pick<Ports, 'alarms' | 'hitRecords' | 'storedEvents'>;

/** From an event to all that followed. */
export interface EventChain {
  readonly messageId: string;
  /** Its acceptances that are stored, in the order of the log; undefined if the deployment stores none. */
  readonly acceptances: readonly StoredEvent[] | undefined;
  readonly firings: readonly { readonly firing: Transition; readonly effects: readonly Effect[] }[];
  /** With the alarm's name, if it still exists. */
  readonly idle: readonly { readonly hit: IdleHit; readonly alarmName: string | undefined }[];
  /** Whether there may be more than is shown. */
  readonly truncated: boolean;
}

/** Firings whose executions and deliveries one answer shows. */
const shownFirings = 100;

/** What followed from an event of the caller's project: known for as long as executions and deliveries are. */
export async function eventChain(
  ports: ChainPorts,
  caller: Caller,
  messageId: string,
): Promise<EventChain> {
  requireRole(caller, 'reader');
  const { projectId } = caller;
  const [{ firings, idle }, acceptances] = await Promise.all([
    ports.hitRecords.ofMessage(projectId, messageId, hitsOfMessage),
    ports.storedEvents?.byMessage(projectId, messageId),
  ]);
  if (firings.length + idle.length + (acceptances?.length ?? 0) === 0)
    throw eventNotFound(messageId);
  const names = await namesOf(ports, projectId, idle);
  return {
    messageId,
    acceptances,
    firings: await Promise.all(
      firings
        .slice(0, shownFirings)
        .map(async (firing) => ({ firing, effects: await effectsOf(ports, firing) })),
    ),
    idle: idle.map((hit) => ({ hit, alarmName: names.get(hit.alarmId) })),
    truncated: firings.length > shownFirings || firings.length + idle.length >= hitsOfMessage,
  };
}

async function namesOf(
  { alarms }: Pick<Ports, 'alarms'>,
  projectId: string,
  idle: readonly IdleHit[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(idle.map(({ alarmId }) => alarmId))];
  const found = await Promise.all(ids.map((id) => alarms.get(projectId, id)));
  return new Map(found.flatMap((alarm) => (alarm ? [[alarm.id, alarm.name] as const] : [])));
}

import type { Caller } from '../../../platform/core/caller.ts';
import { type ReadEvent, readEventBody } from '../../core/log/event-body.ts';
import { eventNotFound, requireLogRole } from '../../core/log/log-access.ts';
import type { LoggedEvent } from '../../core/log/logged-event.ts';
import { isEmptied } from '../../core/log/storage-settings.ts';
import type { Ports } from '../../ports.ts';

type ShowPorts = Pick<Ports, 'eventLog' | 'eventSettings'>;

/** An event with all its acceptances, in the order of the log. */
export interface ShownEvent extends ReadEvent {
  readonly acceptances: readonly LoggedEvent[];
}

/** The latest acceptance of an event of the caller's project, with the others. */
export async function showEvent(
  ports: ShowPorts,
  caller: Caller,
  messageId: string,
): Promise<ShownEvent> {
  requireLogRole(caller, 'reader');
  const acceptances = await acceptancesOf(ports, caller.projectId, messageId);
  const event = acceptances.at(-1);
  if (!event) throw eventNotFound(messageId);
  const body = readEventBody(await ports.eventLog.bodyOf(event), event.at);
  return { event, body, acceptances };
}

/** The acceptances of a message id that a project has not deleted, in the order of the log. */
export async function acceptancesOf(
  { eventLog, eventSettings }: ShowPorts,
  projectId: string,
  messageId: string,
): Promise<readonly LoggedEvent[]> {
  const [all, settings] = await Promise.all([
    eventLog.byMessage(projectId, messageId),
    eventSettings.get(projectId),
  ]);
  return all.filter(({ at }) => !isEmptied(settings, at));
}

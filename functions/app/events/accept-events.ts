import { eventBridgeLimits } from '../../core/event-bridge-limits.ts';
import { entryBytes, toBusDetail } from '../../core/bus-detail.ts';
import { type Caller, holds, isAdmin } from '../../core/caller.ts';
import { Fault } from '../../core/fault.ts';
import type { Notification } from '../../core/notification.ts';
import type { Json } from '../../core/python-json.ts';
import { readNotification } from '../../core/read-notification.ts';
import type { BusDetail } from '../../contract/bus-event.ts';
import type { Ports } from '../../ports.ts';

/** What became of one event of a list. */
export type Acceptance =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly messageId: string | null; readonly reason: string };

type AcceptPorts = Pick<Ports, 'bus' | 'ids' | 'payloads'>;

/**
 * Puts events on the bus, each accepted or refused for itself; the answers come in the order of the
 * events. An id seen before is accepted again: what it may cause is the alarms' business.
 */
export async function acceptEvents(
  ports: AcceptPorts,
  caller: Caller,
  events: readonly Json[],
): Promise<readonly Acceptance[]> {
  if (!mayPublishAnywhere(caller) && !holds(caller, 'member'))
    throw new Fault('forbidden', 'Publishing events needs the role member, service or admin.');
  const prepared = await Promise.all(events.map((event) => prepare(ports, caller, event)));
  const details = prepared.flatMap((each) => (each.kind === 'ready' ? [each.detail] : []));
  const answers = (await ports.bus.publish(details)).values();
  return prepared.map((each) => {
    if (each.kind === 'refused') return each;
    const answer = answers.next().value;
    if (!answer) throw new Error('the bus did not answer for every event');
    return { ...answer, messageId: each.messageId };
  });
}

const mayPublishAnywhere = (caller: Caller): boolean => isAdmin(caller) || holds(caller, 'service');

async function prepare(
  ports: AcceptPorts,
  caller: Caller,
  event: Json,
): Promise<
  | Extract<Acceptance, { kind: 'refused' }>
  | { readonly kind: 'ready'; readonly messageId: string; readonly detail: BusDetail }
> {
  const reading = readNotification(event);
  if (reading.kind === 'refused') return reading;
  const { messageId } = reading.notification;
  const reason = projectComplaint(caller, reading.notification);
  if (reason !== undefined) return { kind: 'refused', messageId, reason };
  const detail = await detailOf(ports, reading.notification);
  return entryBytes(detail) > eventBridgeLimits.entryBytes
    ? { kind: 'refused', messageId, reason: 'The traits of the event are too large for the bus.' }
    : { kind: 'ready', messageId, detail };
}

function projectComplaint(caller: Caller, { projectId }: Notification): string | undefined {
  if (projectId === '') return 'No trait project_id or tenant_id names a project.';
  return projectId === caller.projectId || mayPublishAnywhere(caller)
    ? undefined
    : 'The event belongs to another project.';
}

async function detailOf(
  { ids, payloads }: AcceptPorts,
  notification: Notification,
): Promise<BusDetail> {
  const acceptance = ids.random();
  return toBusDetail(
    notification,
    acceptance,
    await payloads.store(`events/${acceptance}`, notification.body),
  );
}

import { mayHitSharer, type SharerCheck } from './may-hit.ts';
import { fitsBus, toBusDetail } from '../core/bus-detail.ts';
import { type Caller, holds, isAdmin } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Notification } from '../core/notification.ts';
import { isObject, type Json } from '../../platform/core/python-json.ts';
import { readNotification } from '../core/read-notification.ts';
import type { Acceptance, Refused } from '../core/acceptance.ts';
import type { BusDetail } from '../../contract/bus-event.ts';
import type { Ports } from '../ports.ts';
import type { SignatureCheck } from '../sources/broker/ports.ts';

export type AcceptPorts = Pick<Ports, 'bus' | 'clock' | 'ids'> & {
  readonly payloads: Pick<Ports['payloads'], 'store'>;
  /** Set if the deployment knows the cloud's telemetry secret. */
  readonly signatures?: SignatureCheck | undefined;
  /** Set if this way in may leave the shared rule out of events that no alarm on it can match. */
  readonly sharers?: SharerCheck | undefined;
};

/**
 * Puts events on the bus and accepts or refuses each one on its own. Answers in the order of the events.
 * A repeated message id is accepted: alarms decide whether it has an effect.
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
    if (!answer) throw new Error('the bus returned too few answers');
    const { messageId, detail } = each;
    return answer.kind === 'accepted'
      ? { kind: 'accepted', messageId, acceptanceId: detail.acceptance }
      : { ...answer, cause: answer.transient ? 'bus-busy' : 'bus', messageId };
  });
}

const mayPublishAnywhere = (caller: Caller): boolean => isAdmin(caller) || holds(caller, 'service');

async function prepare(
  ports: AcceptPorts,
  caller: Caller,
  event: Json,
): Promise<
  Refused | { readonly kind: 'ready'; readonly messageId: string; readonly detail: BusDetail }
> {
  const reading = readNotification(event);
  if (reading.kind === 'refused') return { ...reading, cause: 'malformed' };
  const { messageId } = reading.notification;
  const refused = (objection: Objection): Refused => ({ kind: 'refused', messageId, ...objection });
  const objection =
    projectObjection(caller, reading.notification) ?? signatureObjection(ports, event);
  if (objection) return refused(objection);
  const detail = await detailOf(ports, reading.notification);
  return fitsBus(detail)
    ? { kind: 'ready', messageId, detail }
    : refused({ cause: 'too-large', reason: 'The traits of the event are too large for the bus.' });
}

type Objection = Pick<Refused, 'cause' | 'reason'>;

function projectObjection(caller: Caller, { projectId }: Notification): Objection | undefined {
  if (projectId === '')
    return {
      cause: 'no-project',
      reason: 'No trait project_id or tenant_id names a project.',
    };
  return projectId === caller.projectId || mayPublishAnywhere(caller)
    ? undefined
    : { cause: 'other-project', reason: 'The event belongs to another project.' };
}

/** An unsigned event is accepted, since its sender is authenticated. */
function signatureObjection({ signatures }: AcceptPorts, event: Json): Objection | undefined {
  if (!signatures || !isObject(event)) return undefined;
  const { message_signature: signature = null } = event;
  return signature === null || signature === '' || signatures.isValid(event)
    ? undefined
    : {
        cause: 'wrong-signature',
        reason: 'message_signature does not match the telemetry secret.',
      };
}

async function detailOf(
  { clock, ids, payloads, sharers }: AcceptPorts,
  notification: Notification,
): Promise<BusDetail> {
  const at = clock.now();
  const acceptance = ids.ordered(at);
  const [payload, mayHit] = await Promise.all([
    payloads.store(`events/${acceptance}`, notification.body),
    sharers === undefined || mayHitSharer(sharers, notification),
  ]);
  const detail = { ...toBusDetail(notification, acceptance, payload), at };
  return mayHit ? detail : { ...detail, shares: [] };
}

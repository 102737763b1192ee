import { memberTraits, type WrittenTrait } from '../../../core/member-traits.ts';
import { isObject, type Json } from '../../../../platform/core/python-json.ts';

/** An event as EventBridge puts it on an account's default bus. */
export interface AccountEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  /** To the second. */
  readonly time: string;
  readonly detail: Json;
  /** The event as it was received. */
  readonly whole: Json;
}

/** A state change of an instance in Nova's terms: the event type, and the state it names. */
interface Change {
  readonly eventType: string;
  readonly state: string;
}

/**
 * EC2 reports an instance's new state, but not what caused it. A first start and a later one look alike,
 * so both become `create`.
 */
const changes: Readonly<Record<string, Change>> = {
  pending: { eventType: 'compute.instance.create.start', state: 'building' },
  running: { eventType: 'compute.instance.create.end', state: 'active' },
  stopping: { eventType: 'compute.instance.power_off.start', state: 'active' },
  stopped: { eventType: 'compute.instance.power_off.end', state: 'stopped' },
  'shutting-down': { eventType: 'compute.instance.delete.start', state: 'active' },
  terminated: { eventType: 'compute.instance.delete.end', state: 'deleted' },
};

const instanceStateChange = {
  source: 'aws.ec2',
  detailType: 'EC2 Instance State-change Notification',
} as const;

/** Converts an event of AWS to a notification of a project. `raw` holds the whole event. */
export function eventOfAccountEvent(event: AccountEvent, projectId: string): Json {
  const instance = instanceOf(event);
  return {
    message_id: event.id,
    event_type: instance?.change.eventType ?? otherType(event),
    generated: event.time,
    traits: [
      ...(instance ? instanceTraits(instance, event) : memberTraits(event.detail)),
      ['aws_account', 1, event.account],
      ['aws_region', 1, event.region],
      ['tenant_id', 1, projectId],
      ['project_id', 1, projectId],
    ],
    raw: event.whole,
  };
}

/** For example `aws.s3.Object Created`. Sources other than AWS's services get the prefix, too. */
const otherType = ({ source, detailType }: AccountEvent): string =>
  `${source.startsWith('aws.') ? source : `aws.${source}`}.${detailType}`;

function instanceOf({ source, detailType, detail }: AccountEvent) {
  if (source !== instanceStateChange.source || detailType !== instanceStateChange.detailType)
    return undefined;
  if (!isObject(detail)) return undefined;
  const { 'instance-id': id, state } = detail;
  const change =
    typeof state === 'string' && Object.hasOwn(changes, state) ? changes[state] : undefined;
  return typeof id === 'string' && change ? { id, change } : undefined;
}

/** Those traits of Ceilometer's for Nova's notifications that EC2's event has values for. */
function instanceTraits(
  { id, change }: { readonly id: string; readonly change: Change },
  { time }: AccountEvent,
): readonly WrittenTrait[] {
  return [
    ['service', 1, 'compute'],
    ['instance_id', 1, id],
    ['resource_id', 1, id],
    ['state', 1, change.state],
    ...(change.state === 'active' && change.eventType.endsWith('create.end')
      ? [['launched_at', 4, time] as const]
      : []),
    ...(change.state === 'deleted' ? [['deleted_at', 4, time] as const] : []),
  ];
}

import { memberTraits, type WrittenTrait } from '../../../core/member-traits.ts';
import { isObject, type Json } from '../../../../platform/core/python-json.ts';

/** An event as EventBridge puts it on an account's default bus. */
export interface AccountEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  /** Of AWS's clock, to the second. */
  readonly time: string;
  readonly detail: Json;
  /** Everything, as it came. */
  readonly whole: Json;
}

/** What an instance's new state is in Nova's words: the notification, and the state it names. */
interface Change {
  readonly eventType: string;
  readonly state: string;
}

/**
 * EC2 says which state an instance has now, not what was done to it: the first start and a later one
 * look alike, and both are `create`.
 */
const changes: Readonly<Record<string, Change>> = {
  pending: { eventType: 'compute.instance.create.start', state: 'building' },
  running: { eventType: 'compute.instance.create.end', state: 'active' },
  stopping: { eventType: 'compute.instance.power_off.start', state: 'active' },
  stopped: { eventType: 'compute.instance.power_off.end', state: 'stopped' },
  'shutting-down': { eventType: 'compute.instance.delete.start', state: 'active' },
  terminated: { eventType: 'compute.instance.delete.end', state: 'deleted' },
};

export const instanceStateChange = {
  source: 'aws.ec2',
  detailType: 'EC2 Instance State-change Notification',
} as const;

/** The notification that an event of AWS is, for a project. The event stays whole in `raw`. */
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

/** `aws.s3.Object Created`; a source that is not AWS's own gets the prefix too. */
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

/** The traits that Ceilometer gives Nova's notifications, as far as EC2 tells them. */
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

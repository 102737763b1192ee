import { LosslessNumber, stringify } from 'lossless-json';

export const traitTypes = ['string', 'integer', 'float', 'datetime'] as const;
export type TraitType = (typeof traitTypes)[number];

/** Ceilometer's numbers of the types. */
const typeCodes: Readonly<Record<TraitType, number>> = {
  string: 1,
  integer: 2,
  float: 3,
  datetime: 4,
};

export interface TraitDraft {
  readonly name: string;
  readonly type: TraitType;
  readonly value: string;
}

/** An event as the form of the dialog has it. */
export interface EventDraft {
  readonly messageId: string;
  readonly eventType: string;
  readonly traits: readonly TraitDraft[];
}

export interface EventExample extends Omit<EventDraft, 'messageId'> {
  readonly id: string;
  readonly label: string;
}

const trait = (name: string, value: string, type: TraitType = 'string'): TraitDraft => ({
  name,
  type,
  value,
});

export const eventExamples: readonly EventExample[] = [
  {
    id: 'instance-created',
    label: 'An instance was created',
    eventType: 'compute.instance.create',
    traits: [
      trait('service', 'nova'),
      trait('vm_name', 'new_instance'),
      trait('vm_id', 'ba2b30a0-1b14-4ad4-9a66-f24ece912cad'),
    ],
  },
  {
    id: 'instance-changed',
    label: 'An instance was changed',
    eventType: 'compute.instance.update',
    traits: [
      trait('service', 'nova'),
      trait('vm_name', 'new_instance'),
      trait('state', 'active'),
      trait('memory_mb', '4096', 'integer'),
    ],
  },
  {
    id: 'instance-failed',
    label: 'An instance went into an error',
    eventType: 'compute.instance.update',
    traits: [trait('service', 'nova'), trait('vm_name', 'new_instance'), trait('state', 'error')],
  },
  {
    id: 'volume-attached',
    label: 'A volume was attached',
    eventType: 'volume.attach.end',
    traits: [trait('service', 'cinder'), trait('size', '20', 'integer')],
  },
  {
    id: 'image-uploaded',
    label: 'An image was uploaded',
    eventType: 'image.upload',
    traits: [trait('service', 'glance'), trait('name', 'debian-12'), trait('is_public', 'True')],
  },
  {
    id: 'load',
    label: 'The load of a host',
    eventType: 'host.load',
    traits: [trait('host', 'compute-1'), trait('load', '0.95', 'float')],
  },
  {
    id: 'order-paid',
    label: 'An order was paid',
    eventType: 'order.paid',
    traits: [trait('source', '/shop'), trait('amount', '12.5', 'float')],
  },
];

const [firstExample] = eventExamples;

/** The draft to begin with: an example by its id, an event type, or the first example. */
export function draftOf(wanted: string, messageId: string): EventDraft {
  const example = eventExamples.find(({ id }) => id === wanted);
  if (example) return { ...withoutLabel(example), messageId };
  if (wanted === 'new' && firstExample) return { ...withoutLabel(firstExample), messageId };
  return { messageId, eventType: wanted, traits: [] };
}

const withoutLabel = ({ eventType, traits }: EventExample) => ({ eventType, traits });

interface Surroundings {
  readonly projectId: string;
  readonly generated: string;
}

/** The event as `POST /events` takes it: JSON text, with numbers as they were typed. */
export function eventText(draft: EventDraft, { projectId, generated }: Surroundings): string {
  const traits = [
    ['project_id', 1, projectId],
    ...draft.traits
      .filter(({ name }) => name !== '')
      .map(({ name, type, value }) => [name, typeCodes[type], valueOf(type, value)]),
  ];
  const event = {
    message_id: draft.messageId,
    event_type: draft.eventType,
    generated,
    traits,
    raw: {},
  };
  return stringify(event, undefined, 2) ?? '';
}

const valueOf = (type: TraitType, value: string): string | LosslessNumber =>
  (type === 'integer' || type === 'float') && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value)
    ? new LosslessNumber(value)
    : value;

/** The command that sends the same event. */
export const curlOf = (text: string): string =>
  [
    'curl -sS --fail-with-body "$TAIBAI_URL/events" \\',
    '  -H "X-Auth-Token: $(openstack token issue -f value -c id)" \\',
    "  -H 'content-type: application/json' -d @- <<'JSON'",
    text,
    'JSON',
  ].join('\n');

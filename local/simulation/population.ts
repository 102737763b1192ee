import type { Condition, EventRule } from '../../functions/events/core/event-rule.ts';
import type { Notification } from '../../functions/events/core/notification.ts';
import { readNotification } from '../../functions/events/core/read-notification.ts';
import { loads } from '../../functions/platform/core/python-json.ts';
import type { Random } from './random.ts';

/** The alarms of projects, the most of them in few: the nth has 1/n of what the first has (Zipf). */
export function alarmsByProject(projects: number, alarms: number): readonly number[] {
  const weights = Array.from({ length: projects }, (_, index) => 1 / (index + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.max(1, Math.round((alarms * weight) / sum)));
}

const verbs = [
  'create',
  'delete',
  'resize',
  'reboot',
  'power_off',
  'rebuild',
  'suspend',
  'snapshot',
];
const [firstType = '', ...otherTypes] = verbs.flatMap((verb) => [
  `compute.instance.${verb}.start`,
  `compute.instance.${verb}.end`,
]);
const types = [firstType, ...otherTypes] as const;
const states = ['active', 'error', 'stopped', 'building', 'deleted'] as const;
const condition = (field: string, op: Condition['op'], value: string): Condition => ({
  field: `traits.${field}`,
  op,
  type: op === 'gt' ? 'integer' : '',
  value,
});
const instanceId = (number: number): string =>
  `${number.toString(16).padStart(8, '0')}-3f0e-4c52-9d1b-${Math.imul(number, 2654435761) >>> 0}`;

/** What a project is made of, in proportion to its alarms. */
const hostsOf = (alarms: number): number => Math.max(20, alarms / 50);
const applicationsOf = (alarms: number): number => Math.max(10, alarms / 50);

/**
 * The rules of a project: 70 % for one instance, 15 % for a host and a state, 10 % for an application's types by a
 * glob, 5 % without an equality on a trait. So many of each are an assumption.
 */
export function rulesOf(alarms: number, random: Random): readonly EventRule[] {
  return Array.from({ length: alarms }, (_, number) => {
    const part = random.below(100);
    const application = random.below(applicationsOf(alarms));
    if (part < 70)
      return {
        eventType: part < 50 ? 'compute.instance.*' : random.pick(types),
        query: [condition('instance_id', 'eq', instanceId(number))],
      };
    if (part < 85) {
      const host = condition('host', 'eq', `host-${random.below(hostsOf(alarms))}`);
      const eventType = part < 78 ? 'compute.instance.*' : random.pick(types);
      return { eventType, query: [condition('state', 'eq', random.pick(states)), host] };
    }
    if (part < 92) return { eventType: `app${application}.job.*`, query: [] };
    if (part < 95) return { eventType: `*.app${application}.failed`, query: [] };
    return part < 97
      ? { eventType: random.pick(types), query: [condition('memory_mb', 'gt', '200000')] }
      : { eventType: `app${application}.job.end`, query: [condition('result', 'ne', 'success')] };
  });
}

/** Instances of a project for each that an alarm watches, so that a share of the events hits. */
const instancesForEach = 4;

/** An event of a project with so many alarms, as `POST /events` takes it. */
export function eventBodyOf(alarms: number, random: Random, projectId: string) {
  const id = random.below(2 ** 32);
  const ofApplication = random.next() < 0.25;
  const application = random.below(applicationsOf(alarms) * instancesForEach);
  const type = ofApplication
    ? random.pick([`app${application}.job.end`, `app${application}.job.start`])
    : random.pick(types);
  const traits = [
    ['project_id', 1, projectId],
    ['service', 1, 'compute'],
    ['request_id', 1, `req-${id}`],
    ...(ofApplication
      ? [['result', 1, random.next() < 0.9 ? 'success' : 'failed']]
      : [
          ['instance_id', 1, instanceId(random.below(alarms * instancesForEach))],
          ['state', 1, random.pick(states)],
          ['host', 1, `host-${random.below(hostsOf(alarms) * instancesForEach)}`],
          ['memory_mb', 2, 512 * 2 ** random.below(8)],
          ['vcpus', 2, 1 + random.below(16)],
          ['display_name', 1, `vm-${id}`],
          ['launched_at', 4, '2026-11-27T10:00:00'],
        ]),
  ];
  return { message_id: String(id), event_type: type, generated: 'x', traits, raw: {} };
}

/** The event as Taibai reads it. */
export function eventOf(alarms: number, random: Random): Notification {
  const body = eventBodyOf(alarms, random, 'p');
  const reading = readNotification(loads(JSON.stringify(body)));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return reading.notification;
}

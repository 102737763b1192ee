import type { Alarm } from '../../../functions/alarming/core/alarm.ts';
import type { IdleHit } from '../../../functions/alarming/core/decision/idle-hit.ts';
import type { Transition } from '../../../functions/alarming/core/decision/transition.ts';
import { type Delivery, newDelivery } from '../../../functions/alarming/core/delivery/delivery.ts';
import { take } from '../../../functions/console/app/list-page.ts';
import { eventTimeline } from '../../../functions/console/aws/event-timeline.ts';
import { consoleApp } from '../../../functions/console/http/app.ts';
import type { ConsolePorts, NamedFunction } from '../../../functions/console/ports.ts';
import type { Timeline } from '../../../functions/console/timeline-ports.ts';
import {
  type ExecutionSummary,
  newExecution,
} from '../../../functions/engine/core/executions/execution.ts';
import { projectEvents } from '../../../functions/events/app/log/project-events.ts';
import { withImplied } from '../../../functions/identity/core/roles.ts';
import type { Role } from '../../../functions/platform/core/caller.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryEventLog } from '../../fakes/event-log.ts';
import { memoryEventRecords } from '../../fakes/event-records.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { memoryTimeline } from '../../fakes/timeline.ts';
import { standingClock } from '../../support/clock.ts';
import { silentLog } from '../../support/silent-log.ts';
import { anAlarm } from '../../alarming/support/alarm.ts';

const roles: readonly Role[] = ['admin', 'member', 'reader', 'service'];

const all = async <Row>(timeline: Timeline<Row>, projectId: string): Promise<readonly Row[]> =>
  (
    await take(
      timeline,
      { projectId, keys: { backwards: false, expected: 1 } },
      { rows: Number.POSITIVE_INFINITY, looks: Number.POSITIVE_INFINITY },
    )
  ).rows;

const owned = <Thing extends { readonly projectId: string }>(
  thing: Thing | undefined,
  projectId: string,
) => (thing?.projectId === projectId ? thing : undefined);

const find = async <Row extends { readonly id: string }>(
  timeline: ReturnType<typeof memoryTimeline<Row>>,
  projectId: string,
  id: string,
) => (await all(timeline, projectId)).find((row) => row.id === id);

/** `/taibai/v1` over rows in memory. Tokens name user, project and role: `u1|p1|reader`. */
export function consoleWorld(over: Partial<ConsolePorts> = {}) {
  const clock = standingClock();
  const payloads = memoryPayloadStore();
  const timelines = {
    executions: memoryTimeline<ExecutionSummary>(),
    deliveries: memoryTimeline<Delivery>(),
    transitions: memoryTimeline<Transition>(),
    idleHits: memoryTimeline<IdleHit>(),
  };
  const eventLog = memoryEventLog(clock, payloads);
  const { eventCounts, eventSettings } = memoryEventRecords();
  const alarms = new Map<string, Alarm>();
  const functions = new Map<string, NamedFunction>();
  const ports: ConsolePorts = {
    ...timelines,
    transitionsNear: () => timelines.transitions,
    authenticator: {
      async byToken(token) {
        const [userId = '', projectId = '', name = ''] = token.split('|');
        const role = roles.find((each) => each === name);
        return role && { userId, projectId, roles: withImplied([role]) };
      },
    },
    clock,
    events: eventTimeline(projectEvents({ keptDays: 7, eventLog, eventCounts, eventSettings })),
    ids: nodeIds,
    log: silentLog,
    payloads,
    records: {
      alarm: async (projectId, id) => owned(alarms.get(id), projectId),
      alarms: async (projectId) => [...alarms.values()].filter((each) => owned(each, projectId)),
      function: async (projectId, id) => owned(functions.get(id), projectId),
      functions: async (projectId) =>
        [...functions.values()].filter((each) => owned(each, projectId)),
      execution: (projectId, id) => find(timelines.executions, projectId, id),
      delivery: (projectId, id) => find(timelines.deliveries, projectId, id),
      wholeDelivery: (projectId, id) => find(timelines.deliveries, projectId, id),
      async hitsOf(projectId, messageId) {
        return {
          firings: (await all(timelines.transitions, projectId)).filter(
            ({ trigger }) => trigger.kind === 'event' && trigger.messageId === messageId,
          ),
          idle: (await all(timelines.idleHits, projectId)).filter(
            (hit) => hit.messageId === messageId,
          ),
        };
      },
    },
    settings: { publicUrl: 'https://cloud.example' },
    ...over,
  };
  const app = consoleApp(ports);
  let made = 0;
  const nextId = () => {
    made += 1;
    return nodeIds.derivedAt(clock.now(), String(made));
  };

  return {
    app,
    clock,
    payloads,
    ports,
    timelines,
    eventLog,
    nextId,
    alarm: (name = 'a', projectId = 'p1') => {
      const alarm = anAlarm({ id: nodeIds.random(), projectId, name });
      alarms.set(alarm.id, alarm);
      return alarm;
    },
    fn: (name = 'f', projectId = 'p1') => {
      const fn = { id: nodeIds.random(), projectId, name };
      functions.set(fn.id, fn);
      return fn;
    },
    execution: (more: Partial<ExecutionSummary> = {}) => {
      const {
        input: _input,
        log: _log,
        result: _result,
        ...summary
      } = newExecution({
        id: more.id ?? nextId(),
        projectId: 'p1',
        functionId: null,
        functionVersion: 0,
        functionAlias: null,
        description: null,
        input: null,
        positional: false,
        sync: false,
        createdAt: clock.now(),
      });
      const execution = { ...summary, ...more };
      timelines.executions.put(execution.projectId, execution);
      return execution;
    },
    delivery: (more: Partial<Delivery> = {}) => {
      const delivery = {
        ...newDelivery(
          {
            id: more.id ?? nextId(),
            projectId: 'p1',
            alarmId: 'a1',
            firingId: 'f1',
            position: 0,
            url: 'https://user:secret@receiver.example/hook',
            body: { text: '{"reason":"because"}' },
          },
          clock.now(),
        ),
        ...more,
      };
      timelines.deliveries.put(delivery.projectId, delivery);
      return delivery;
    },
    firing: (more: Partial<Transition> = {}) => {
      const firing: Transition = {
        id: more.id ?? nextId(),
        alarmId: 'a1',
        projectId: 'p1',
        arming: 1,
        trigger: { kind: 'event', messageId: 'm1', acceptanceId: 'x1' },
        alarmName: 'a',
        severity: 'low',
        from: 'ok',
        to: 'alarm',
        reason: 'because',
        actions: [],
        at: clock.now(),
        ...more,
      };
      timelines.transitions.put(firing.projectId, firing);
      return firing;
    },
    hit: (more: Partial<IdleHit> = {}) => {
      const hit: IdleHit = {
        id: more.id ?? nextId(),
        projectId: 'p1',
        alarmId: 'a1',
        messageId: 'm1',
        acceptanceId: 'x1',
        arming: 1,
        reason: { kind: 'in-alarm' },
        at: clock.now(),
        ...more,
      };
      timelines.idleHits.put(hit.projectId, hit);
      return hit;
    },
    /** Stores an event and returns its acceptance. */
    event: async ({
      messageId = 'm1',
      type = 'compute.instance.create.end',
      projectId = 'p1',
      traits = [],
    }: {
      readonly messageId?: string;
      readonly type?: string;
      readonly projectId?: string;
      readonly traits?: readonly unknown[];
    } = {}): Promise<string> => {
      const acceptance = nextId();
      const text = JSON.stringify({ message_id: messageId, event_type: type, traits, raw: {} });
      await eventLog.store([
        {
          projectId,
          at: clock.now(),
          acceptance,
          messageId,
          eventType: type,
          generated: clock.now(),
          body: { kind: 'text', text },
          expiresAt: after(clock.now(), 86_400),
        },
      ]);
      return acceptance;
    },
    get: async (path: string, as = 'u1|p1|reader') => {
      const response = await app.request(`/taibai/v1${path}`, {
        headers: { 'x-auth-token': as },
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: JSON.parse(text),
      };
    },
  };
}

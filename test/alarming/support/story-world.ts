import { continueReplay } from '../../../functions/alarming/app/replay/run-replay.ts';
import { evaluateHit } from '../../../functions/alarming/app/decisions/evaluate-hit.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import type { BusDetail } from '../../../functions/contract/bus-event.ts';
import type { ReplayMessage } from '../../../functions/contract/message.ts';
import type { AlarmingPorts } from '../../../functions/alarming/http/alarming-ports.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { eventWorld } from '../../events/support/event-world.ts';
import { memoryDeliveryStore } from '../../fakes/delivery-store.ts';
import { memoryStoredEvents } from '../../fakes/stored-events.ts';
import { memoryReplays } from '../../fakes/replays.ts';
import { type Asking, alarmingWorld } from './alarming-world.ts';

/** Ingest, bus, evaluator, the log of events and the API of alarms over the same rows. */
export function storyWorld({
  stores = true,
  apiPorts = () => ({}),
}: {
  readonly stores?: boolean;
  /** More ports of the API. */
  readonly apiPorts?: (clock: Clock) => Partial<AlarmingPorts>;
} = {}) {
  const events = eventWorld();
  const { ports } = events;
  const storedEvents = memoryStoredEvents();
  const { bus } = ports;
  ports.bus = {
    async publish(details) {
      for (const detail of details) {
        const { acceptance, at, id, type, project, replay } = detail;
        const body = detail.body ?? (await ports.payloads.load({ key: detail.bodyKey ?? '' }));
        const reading = readNotification(loads(body));
        if (reading.kind === 'refused') throw new Error(reading.reason);
        // oxlint-disable-next-line no-await-in-loop -- in order
        if (await storedEvents.byAcceptance(project, acceptance)) continue;
        storedEvents.add(
          {
            projectId: project,
            at: at ?? ports.clock.now(),
            acceptance,
            messageId: id,
            eventType: type,
            ...(replay && { replayed: replay }),
          },
          body,
        );
      }
      return bus.publish(details);
    },
  };
  const deliveries = memoryDeliveryStore();
  const replays = memoryReplays(ports.clock);
  const api = alarmingWorld({
    alarms: ports.alarms,
    alarmHistory: ports.alarmHistory,
    alarmRules: ports.alarmRules,
    clock: ports.clock,
    deliveries,
    hitRecords: ports.hitRecords,
    payloads: ports.payloads,
    replays,
    rulePlaces: ports.rulePlaces,
    ruleSync: ports.ruleSync,
    storedEvents: stores ? storedEvents : undefined,
    transitions: ports.transitions,
    ...apiPorts(ports.clock),
  });
  const replayPorts = {
    ...ports,
    copyBus: { publish: (copies: readonly BusDetail[]) => ports.bus.publish(copies) },
    replays,
    replayQueue: {
      async send(message: ReplayMessage) {
        api.replayMessages.push(message);
      },
    },
    storedEvents,
  };
  return {
    ports,
    replayPorts,
    replayMessages: api.replayMessages,
    functions: api.functions,
    storedEvents,
    deliveries,
    replays,
    executions: api.executions,
    app: api.app,
    send: api.send,
    refusal: api.refusal,
    /** Creates an alarm through the API, a minute before what comes next; returns its id. */
    async create(over: Readonly<Record<string, unknown>> = {}, asking?: Asking): Promise<string> {
      const alarm = await api.create(over, asking);
      ports.clock.advance(61);
      return alarm.alarm_id;
    },
    /** Carries out the replays that were asked for, and evaluates what they have sent; returns it. */
    async evaluate() {
      for (let next = api.replayMessages.shift(); next; next = api.replayMessages.shift())
        // oxlint-disable-next-line no-await-in-loop -- in order
        await continueReplay(replayPorts, next);
      const hits = ports.hitQueue.sent.splice(0);
      // oxlint-disable-next-line no-await-in-loop -- in order
      for (const hit of hits) await evaluateHit(ports, hit);
      return hits;
    },
    /** Publishes the events one after the other, each a second after the one before. */
    async publish(...texts: readonly string[]): Promise<void> {
      for (const text of texts) {
        // oxlint-disable-next-line no-await-in-loop -- in order
        const hits = [...(await events.hitsOf(text))];
        ports.clock.advance(1);
        // oxlint-disable-next-line no-await-in-loop -- in order
        for (const hit of hits) await evaluateHit(ports, hit);
      }
    },
  };
}

import { type AlarmPorts, memoryAlarms } from '../../fakes/alarms.ts';
import { memoryDeliveryQueue } from '../../fakes/delivery-queue.ts';
import { memoryEventBridge } from '../../fakes/event-bridge.ts';
import { memoryExecutionQueue } from '../../fakes/execution-queue.ts';
import { memoryHitQueue } from '../../fakes/hit-queue.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { memoryRulePlaces } from '../../fakes/rule-places.ts';
import { memoryRuleReviews } from '../../fakes/rule-reviews.ts';
import { memoryTrusts } from '../../fakes/trusts.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { evaluateHit } from '../../../functions/alarming/app/decisions/evaluate-hit.ts';
import { candidateFinder } from '../../../functions/events/app/candidates.ts';
import { acceptEvents } from '../../../functions/events/app/accept-events.ts';
import type { HitMessage } from '../../../functions/contract/message.ts';
import type { Alarm } from '../../../functions/alarming/core/alarm.ts';
import type { Caller } from '../../../functions/platform/core/caller.ts';
import { compileEventRule } from '../../../functions/alarming/core/rule/compile-event-rule.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import type { Sleep } from '../../../functions/platform/ports.ts';
import { aChange } from '../../alarming/support/alarm.ts';
import { silentLog } from '../../support/silent-log.ts';
import { standingClock } from '../../support/clock.ts';

export const publicUrl = 'http://taibai.example';
export const webhookUrl = `${publicUrl}/v1/webhooks/a5f82898-a4c3-4104-ad2d-40fbafbe8857/invoke`;

export const ceilometer: Caller = { userId: 'u0', projectId: 'services', roles: ['service'] };

/** JSON text of an event of project p1. */
export const anEvent = (
  over: { readonly id?: string; readonly type?: string; readonly traits?: string } = {},
) =>
  `{"message_id":"${over.id ?? 'm1'}","event_type":"${over.type ?? 'compute.instance.create'}",` +
  `"traits":[${over.traits ?? '["project_id",1,"p1"]'}],"raw":{},"generated":"2017-10-03T10:02:38.305378"}`;

/** Ingest, bus and evaluator in memory, with the evaluator's queues. */
export function eventWorld({
  ruleLimit = 300,
  ruleQuota,
  whole = true,
  clock = standingClock(),
  ...over
}: Partial<AlarmPorts> & {
  readonly sleep?: Sleep;
  readonly clock?: ReturnType<typeof standingClock>;
  readonly ruleLimit?: number;
  /** Whether every sharer is known to be found by the rows of this release. */
  readonly whole?: boolean;
  /** How many rules the bus takes: any number by default. */
  readonly ruleQuota?: number;
} = {}) {
  const eventBridge = memoryEventBridge(ruleQuota);
  const rulePlaces = memoryRulePlaces({ whole, clock });
  const candidates = candidateFinder(rulePlaces.rows, 10_000_000);
  /** What the ingest asks. */
  const sharers = { candidates, log: silentLog };
  const ports = {
    ...memoryAlarms(clock),
    alarmRules: eventBridge.rules,
    bus: eventBridge.bus,
    clock,
    deliveryQueue: memoryDeliveryQueue(),
    executionQueue: memoryExecutionQueue(),
    hitQueue: memoryHitQueue(eventBridge.hits),
    ids: nodeIds,
    log: silentLog,
    trusts: memoryTrusts(),
    rulePlaces,
    candidates,
    formerSharers: rulePlaces.former,
    ruleReviews: memoryRuleReviews(),
    payloads: memoryPayloadStore(),
    settings: { publicUrl, ruleLimit },
    // Lets other tasks run, as a real wait would.
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
    ...over,
  };
  return {
    ports,
    sharers,
    async add(alarm: Alarm): Promise<Alarm> {
      if (alarm.rule.type !== 'event') throw new Error('not an event alarm');
      await ports.alarms.create(alarm, aChange(alarm));
      await eventBridge.rules.put(
        alarm.id,
        compileEventRule(alarm.rule.event, alarm.projectId),
        true,
      );
      return alarm;
    },
    /** Publishes the events and returns the hits. */
    async hitsOf(...events: readonly string[]): Promise<readonly HitMessage[]> {
      await acceptEvents({ ...ports, sharers }, ceilometer, events.map(loads));
      return eventBridge.hits.splice(0);
    },
    /** Publishes the events and evaluates their hits one after the other. */
    async publish(...events: readonly string[]): Promise<void> {
      const hits = [...(await this.hitsOf(...events))];
      for (let hit = hits.shift(); hit; hit = hits.shift()) {
        // oxlint-disable-next-line no-await-in-loop -- in order
        await evaluateHit(ports, hit);
        hits.push(...eventBridge.hits.splice(0));
      }
    },
    async transitions(alarm: Alarm) {
      const changes = await ports.alarmHistory.listOfAlarm(alarm.projectId, alarm.id, {
        limit: 100,
      });
      return changes.filter(({ type }) => type === 'state transition');
    },
    /** The distinct executions and deliveries on the queues. */
    effects() {
      const executions = ports.executionQueue.sent.map((message) =>
        message.kind === 'webhook' ? message.executionId : '',
      );
      const deliveries = ports.deliveryQueue.sent.flatMap(({ message }) =>
        message.actions.map(({ position }) => `${message.firingId}/${position}`),
      );
      return { executions: [...new Set(executions)], deliveries: [...new Set(deliveries)] };
    },
  };
}

import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { compileEventRule } from '../../../functions/alarming/core/rule/compile-event-rule.ts';
import { sharedPattern, shareOf } from '../../../functions/events/core/shared-rule.ts';
import { toBusDetail } from '../../../functions/events/core/bus-detail.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import type { AlarmRules } from '../../../functions/alarming/rule-ports.ts';
import type { EventBus } from '../../../functions/events/ports.ts';
import type { HitMessage } from '../../../functions/contract/message.ts';
import { anEvent } from '../../events/support/event-world.ts';

export interface RulesAndBus {
  readonly rules: AlarmRules;
  readonly bus: EventBus;
  /** Takes the messages from the hits queue, and waits until there are as many as expected. */
  readonly take: (expected: number) => Promise<readonly HitMessage[]>;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const pattern = (eventType: string, projectId = 'p1') =>
  compileEventRule({ eventType, query: [] }, projectId);

export function alarmRulesSuite(open: () => Promise<RulesAndBus>): void {
  let world: RulesAndBus;
  beforeEach(async () => {
    world = await open();
  });
  const publish = (...events: readonly string[]) => world.bus.publish(events.map(detailOf));

  describe('rules of alarms', () => {
    test('send what they match to the hits queue, with their key and the event', async () => {
      const [create, remove] = [randomUUID(), randomUUID()];
      expect(await world.rules.put(create, pattern('*.create'), true)).toBe('stored');
      expect(await world.rules.put(remove, pattern('*.delete'), true)).toBe('stored');
      const event = anEvent().replace('"raw":{}', '"raw":{"n":1.0,"t":"é😀\\u0001"}');
      expect(await publish(event)).toEqual([{ kind: 'accepted' }]);
      expect(await world.take(1)).toEqual([
        { v: 1, rule: create, event: detailOf(event), time: expect.stringMatching(isoTime) },
      ]);
    });

    test('of other projects and disabled rules match nothing', async () => {
      await world.rules.put(randomUUID(), pattern('*', 'p2'), true);
      await world.rules.put(randomUUID(), pattern('*'), false);
      await publish(anEvent());
      expect(await world.take(0)).toEqual([]);
    });

    test('are replaced by a rule with the same key, and may be removed twice', async () => {
      const key = randomUUID();
      await world.rules.put(key, pattern('other'), true);
      await world.rules.put(key, pattern('*'), true);
      await publish(anEvent({ id: 'm1' }));
      expect((await world.take(1)).map(({ event }) => event.id)).toEqual(['m1']);
      await world.rules.remove(key);
      await world.rules.remove(key);
      await publish(anEvent({ id: 'm2' }));
      expect(await world.take(0)).toEqual([]);
      expect(await world.rules.list()).toEqual([]);
    });

    test('that are shared are put once, and match the events that concern them', async () => {
      const { key } = shareOf({
        event: { eventType: '*', query: [] },
        projectId: 'p1',
      });
      await world.rules.ensure(key, sharedPattern(key));
      await world.rules.ensure(key, sharedPattern(key));
      const foreign = anEvent({ id: 'm2', traits: '["project_id",1,"another"]' });
      await publish(anEvent({ id: 'm1' }), foreign);
      expect((await world.take(1)).map(({ event }) => event.id)).toEqual(['m1']);
    });

    test('are all listed', async () => {
      const keys = Array.from({ length: 120 }, () => randomUUID());
      await Promise.all(keys.map((key) => world.rules.put(key, pattern('*'), true)));
      const listed = await world.rules.list();
      expect(listed.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
      expect(listed[0]).toMatchObject({
        pattern: pattern('*'),
        enabled: true,
        isOutdated: false,
      });
    });
  });

  describe('a bus', () => {
    test('accepts any number of events and answers for each', async () => {
      await world.rules.put(randomUUID(), pattern('*'), true);
      const events = Array.from({ length: 45 }, (_, i) =>
        anEvent({ id: `m${i}` }).replace('"raw":{}', `"raw":"${'x'.repeat(40_000)}"`),
      );
      expect(await publish(...events)).toEqual(events.map(() => ({ kind: 'accepted' })));
      const hits = await world.take(events.length);
      expect(new Set(hits.map(({ event }) => event.id)).size).toBe(events.length);
    });

    test('accepts an empty list', async () => {
      expect(await world.bus.publish([])).toEqual([]);
    });
  });
}

function detailOf(event: string) {
  const reading = readNotification(loads(event));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return toBusDetail(reading.notification, `acceptance of ${reading.notification.messageId}`);
}

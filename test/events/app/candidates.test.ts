import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateFinder } from '../../../functions/events/app/candidates.ts';
import type { CandidateRows } from '../../../functions/events/candidate-ports.ts';
import { eventMatcher } from '../../../functions/events/core/event-match.ts';
import type { EventRule } from '../../../functions/events/core/event-rule.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { placeRule } from '../../../functions/alarming/app/rules/place-rule.ts';
import type { Alarm } from '../../../functions/alarming/core/alarm.ts';
import { anAlarm } from '../../alarming/support/alarm.ts';
import { killedAt } from '../../alarming/support/killed-at.ts';
import { anEvent } from '../support/event-world.ts';
import { memoryEventBridge } from '../../fakes/event-bridge.ts';
import { memoryRulePlaces } from '../../fakes/rule-places.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { silentLog } from '../../support/silent-log.ts';

function notificationOf(text: string) {
  const reading = readNotification(loads(text));
  if (reading.kind !== 'read') throw new Error('refused');
  return reading.notification;
}

const ruleOf = (eventType: string, trait?: string): EventRule => ({
  eventType,
  query: trait ? [{ field: 'traits.t', op: 'eq', type: '', value: trait }] : [],
});
/** Under seven keys of six shapes. Most of them match the event. */
const rules = [
  ruleOf('a.b'),
  ruleOf('a.*'),
  ruleOf('*'),
  ruleOf('*.b'),
  ruleOf('a.b', '1'),
  ruleOf('*', '1'),
  ruleOf('*', '2'),
];
const event = notificationOf(anEvent({ type: 'a.b', traits: '["project_id",1,"p1"],["t",1,"1"]' }));

/** What a run does at once with everything else: writes a version of an alarm, or finds the candidates of the event. */
type Step =
  | {
      readonly kind: 'write';
      readonly which: number;
      readonly rule: number;
      readonly dies: number | undefined;
      readonly wait: number;
    }
  | { readonly kind: 'find'; readonly reader: number; readonly wait: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    which: fc.nat(2),
    rule: fc.nat(rules.length - 1),
    // A crash before or after one of the writer's calls; undefined for none.
    dies: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined, freq: 3 }),
    wait: fc.nat(8),
  }),
  // A reader may begin long after a writer has ended.
  fc.record({ kind: fc.constant('find' as const), reader: fc.nat(2), wait: fc.nat(30) }),
);

/** A version of an alarm. `answered` is set when the API has answered for it. */
interface Written {
  readonly alarm: Alarm;
  readonly rule: EventRule;
  answered: boolean;
}

/** Writers, readers with caches, and every order of their requests. */
function world(scheduler: fc.Scheduler) {
  const places = memoryRulePlaces({ pause: () => scheduler.schedule(Promise.resolve()) });
  // The last one is replaced in every round by one that has read nothing.
  const finders = [1e7, 1500, 1e7].map((bytes) => candidateFinder(places.rows, bytes));
  const alarms: readonly Written[][] = [[], [], []];
  const ports = {
    alarmRules: memoryEventBridge().rules,
    log: silentLog,
    rulePlaces: places,
    settings: { ruleLimit: 0 },
  };
  const missed: string[] = [];

  const settle = async (written: Written, dies?: number): Promise<void> => {
    const used =
      dies === undefined
        ? ports
        : killedAt(ports, Math.ceil(dies / 2), dies % 2 ? 'before' : 'after');
    await placeRule(used, written.alarm);
    written.answered = true;
  };

  async function write({ which, rule, dies }: Extract<Step, { kind: 'write' }>) {
    const versions = alarms[which] ?? [];
    const chosen = rules[rule] ?? ruleOf('*');
    const alarm = anAlarm({
      id: `a${which}`,
      version: versions.length + 1,
      rule: { type: 'event', event: chosen },
    });
    const written = { alarm, rule: chosen, answered: false };
    versions.push(written);
    await settle(written, dies).catch((error: Error) => {
      if (error.message !== 'killed') throw error;
    });
  }

  async function find(reader: number) {
    // The last version that the API has answered for, and whatever was stored since, may be found.
    const from = alarms.map((versions) => versions.findLastIndex(({ answered }) => answered));
    const { alarms: found } = (await finders[reader]?.(event)) ?? { alarms: [] };
    const ids = new Set(found.filter(({ matches }) => matches(event)).map((each) => each.alarmId));
    alarms.forEach((versions, which) => {
      const first = from[which] ?? -1;
      const possible = first < 0 ? [] : versions.slice(first);
      const mustBeFound =
        possible.length > 0 && possible.every(({ rule }) => eventMatcher(rule)(event));
      if (mustBeFound && !ids.has(`a${which}`)) missed.push(`a${which}`);
    });
  }

  return {
    missed,
    take: async (each: Step) => {
      for (let waited = 0; waited < each.wait; waited += 1)
        // oxlint-disable-next-line no-await-in-loop -- lets others go first
        await scheduler.schedule(Promise.resolve());
      return each.kind === 'write' ? write(each) : find(each.reader);
    },
    /** An alarm under each of the keys, so that readers ask for all of them. */
    populate: async () => {
      for (const [at, each] of rules.entries()) {
        const rule = { type: 'event', event: each } as const;
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await placeRule(ports, anAlarm({ id: `other${at}`, rule }));
      }
    },
    freshen: () => finders.splice(2, 1, candidateFinder(places.rows, 1e7)),
    /** As the sweeper does with the version that is stored last. */
    heal: () =>
      Promise.all(
        alarms.map(async (versions) => {
          const last = versions.at(-1);
          if (last) await settle(last);
        }),
      ),
    /** As the review does, some minutes later. */
    leaveFormer: async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const place of await places.list())
        if (place.kind === 'shared') await places.leaveFormer(place);
    },
    expected: () =>
      alarms.flatMap((versions) => {
        const last = versions.at(-1);
        return last && eventMatcher(last.rule)(event) ? [last.alarm.id] : [];
      }),
    finders,
  };
}

const unordered = (ids: readonly string[]): readonly string[] => [...new Set(ids)].toSorted();

const filled = async (count: number, bytes = 1e7) => {
  const places = memoryRulePlaces();
  for (let at = 0; at < count; at += 1) {
    const rule = {
      event: ruleOf('a.b', String(at)),
      projectId: 'p1',
      enabled: true,
    };
    // oxlint-disable-next-line no-await-in-loop -- in memory
    const place = await places.share({ alarmId: `a${at}`, projectId: 'p1', version: 1, rule });
    // oxlint-disable-next-line no-await-in-loop -- in memory
    if (place.kind === 'shared') await places.announce(place);
  }
  return { places, find: candidateFinder(places.rows, bytes) };
};

const eventWith = (trait: string) =>
  notificationOf(
    anEvent({ type: 'a.b', traits: `["project_id",1,"p1"],["t",1,"${trait}"],["u",1,"x"]` }),
  );

describe('a reader that keeps what it has read', () => {
  test('never misses an alarm once the API has answered, in any order of requests, and heals after crashes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(step, { maxLength: 8 }), { minLength: 1, maxLength: 3 }),
        async (scheduler, rounds) => {
          const { take, heal, leaveFormer, finders, missed, expected, populate, freshen } =
            world(scheduler);
          await scheduler.waitFor(populate());
          for (const steps of rounds) {
            freshen();
            // oxlint-disable-next-line no-await-in-loop -- rounds one after the other
            await scheduler.waitFor(Promise.all(steps.map(take)));
            // oxlint-disable-next-line no-await-in-loop -- see above
            await scheduler.waitFor(heal());
            // oxlint-disable-next-line no-await-in-loop -- see above
            await scheduler.waitFor(leaveFormer());
            for (const finder of finders) {
              // oxlint-disable-next-line no-await-in-loop -- see above
              const { alarms } = await scheduler.waitFor(finder(event));
              const found = alarms.filter(({ matches }) => matches(event));
              expect(
                unordered(found.map(({ alarmId }) => alarmId)).filter((id) => id.startsWith('a')),
              ).toEqual(unordered(expected()));
            }
          }
          expect(missed).toEqual([]);
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });

  test('asks once for a key, also for one without rows, and not for traits that no alarm names', async () => {
    const { places, find } = await filled(10);
    await find(eventWith('1'));
    await find(eventWith('none'));
    const asked = places.queries.keys;
    await Promise.all([find(eventWith('1')), find(eventWith('none'))]);
    expect(places.queries.keys).toBe(asked);
    expect(asked).toBe(2);
  });

  test('finds as few alarms among many as among few', async () => {
    const { find } = await filled(3000);
    const { alarms } = await find(eventWith('77'));
    expect(alarms.map(({ alarmId }) => alarmId)).toEqual(['a77']);
  });

  test('keeps no more than its bound, and finds the others all the same', async () => {
    const { places, find } = await filled(100, 10_000);
    for (let at = 0; at < 100; at += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { alarms } = await find(eventWith(String(at)));
      expect(alarms.map(({ alarmId }) => alarmId)).toEqual([`a${at}`]);
    }
    const asked = places.queries.keys;
    await find(eventWith('99'));
    expect(places.queries.keys).toBe(asked);
    await find(eventWith('0'));
    expect(places.queries.keys).toBe(asked + 1);
  });

  test('finds the alarms of a project whose alarms name more traits than are listed', async () => {
    const places = memoryRulePlaces();
    const find = candidateFinder(places.rows, 1e7);
    for (let at = 0; at < 400; at += 1) {
      const query = [{ field: `traits.t${at}`, op: 'eq', type: '', value: '1' }] as const;
      const rule = { event: { eventType: '*', query }, projectId: 'p1', enabled: true };
      // oxlint-disable-next-line no-await-in-loop -- in memory
      const place = await places.share({ alarmId: `a${at}`, projectId: 'p1', version: 1, rule });
      // oxlint-disable-next-line no-await-in-loop -- in memory
      if (place.kind === 'shared') await places.announce(place);
    }
    const traits = '["project_id",1,"p1"],["t399",1,"1"],["t3",1,"1"]';
    const { alarms } = await find(notificationOf(anEvent({ traits })));
    expect(unordered(alarms.map(({ alarmId }) => alarmId))).toEqual(['a3', 'a399']);
    expect((await places.rows.shapes('p1')).size).toBeLessThan(310);
  });

  test('asks again after a query has failed', async () => {
    const { places } = await filled(3);
    let fails = true;
    const rows: CandidateRows = {
      ...places.rows,
      ofKey: (...given) =>
        fails ? Promise.reject(new Error('throttled')) : places.rows.ofKey(...given),
    };
    const find = candidateFinder(rows, 1e7);
    await expect(find(eventWith('1'))).rejects.toThrow('throttled');
    fails = false;
    expect((await find(eventWith('1'))).alarms).toHaveLength(1);
  });
});

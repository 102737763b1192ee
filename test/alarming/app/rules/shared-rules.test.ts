import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAlarm } from '../../../../functions/alarming/app/alarms/create-alarm.ts';
import { deleteAlarm } from '../../../../functions/alarming/app/alarms/delete-alarm.ts';
import { evaluateHit } from '../../../../functions/alarming/app/decisions/evaluate-hit.ts';
import { updateAlarm } from '../../../../functions/alarming/app/alarms/update-alarm.ts';
import { candidateFinder } from '../../../../functions/events/app/candidates.ts';
import type { AlarmDraft } from '../../../../functions/alarming/core/alarm-draft.ts';
import type { Caller } from '../../../../functions/platform/core/caller.ts';
import {
  isShared,
  sharedKeys,
  sharedPattern,
  sharesBefore,
} from '../../../../functions/events/core/shared-rule.ts';
import { anEvent, eventWorld } from '../../../events/support/event-world.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const memberOf = (projectId: string): Caller => ({
  userId: 'u1',
  projectId,
  roles: ['member', 'reader'],
});

const draftOf = (eventType: string, over: Partial<AlarmDraft> = {}): AlarmDraft => ({
  name: eventType,
  description: '',
  enabled: true,
  severity: 'low',
  rule: { type: 'event', event: { eventType, query: [] } },
  state: 'insufficient data',
  repeatActions: true,
  okActions: [],
  alarmActions: ['http://receiver.example/'],
  insufficientDataActions: [],
  timeConstraints: [],
  ...over,
});

/** The ids of the alarms that fire on one event. */
async function firedOn(world: ReturnType<typeof eventWorld>, event: string) {
  world.ports.deliveryQueue.sent.length = 0;
  await world.publish(event);
  return world.ports.deliveryQueue.sent.map(({ message }) => message.alarmId).toSorted();
}

const types = ['a.b', 'a.*', '*', 'a.c', '[ab].b'];

type Step =
  | { readonly kind: 'create'; readonly project: string; readonly type: string }
  | { readonly kind: 'update'; readonly which: number; readonly type: string; enabled: boolean }
  | { readonly kind: 'delete'; readonly which: number };

const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('create' as const),
      project: fc.constantFrom('p1', 'p2'),
      type: fc.constantFrom(...types),
    }),
    fc.record({
      kind: fc.constant('update' as const),
      which: fc.nat(7),
      type: fc.constantFrom(...types),
      enabled: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('delete' as const), which: fc.nat(7) }),
  ),
  { maxLength: 20 },
);

/** A concurrent step may have removed the alarm. */
const unlessGone = (error: { code?: string }) => {
  if (error.code !== 'not-found') throw error;
};

/** Applies a step to one of the existing alarms; without alarms, it does nothing. */
async function take({ ports }: ReturnType<typeof eventWorld>, step: Step): Promise<void> {
  if (step.kind === 'create') {
    await createAlarm(ports, memberOf(step.project), draftOf(step.type));
    return;
  }
  const all = await ports.alarms.listAll();
  const alarm = all[step.which % Math.max(1, all.length)];
  if (!alarm) return;
  const caller = memberOf(alarm.projectId);
  if (step.kind === 'delete') await deleteAlarm(ports, caller, alarm.id).catch(unlessGone);
  else
    await updateAlarm(ports, caller, alarm.id, draftOf(step.type, { enabled: step.enabled })).catch(
      unlessGone,
    );
}

describe.each([
  [0, undefined],
  [2, undefined],
  [300, undefined],
  // A bus that takes fewer rules than the deployment's settings say.
  [300, sharedKeys.length + 2],
])('with rules of their own for %i alarms, on a bus that takes %s', (ruleLimit, ruleQuota) => {
  test.each(['one after the other', 'the second half at once'])(
    'after any changes, %s, an event fires the same alarms as if each had its own rule',
    async (order) => {
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          const world = eventWorld({ ruleLimit, ...(ruleQuota !== undefined && { ruleQuota }) });
          const { alarmRules } = world.ports;
          // oxlint-disable-next-line no-await-in-loop -- in memory
          for (const key of sharedKeys) await alarmRules.ensure(key, sharedPattern(key));
          const half = order === 'one after the other' ? sequence.length : sequence.length / 2;
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          for (const step of sequence.slice(0, half)) await take(world, step);
          await Promise.all(sequence.slice(half).map((step) => take(world, step)));

          const alarms = await world.ports.alarms.listAll();
          const expected = alarms.filter(
            ({ enabled, projectId, name }) => enabled && projectId === 'p1' && name !== 'a.c',
          );
          expect(await firedOn(world, anEvent({ type: 'a.b' }))).toEqual(
            expected.map(({ id }) => id).toSorted(),
          );

          const own = (await world.ports.alarmRules.list()).filter(({ key }) => !isShared(key));
          expect(own).toHaveLength(Math.min(own.length, ruleLimit, alarms.length));
          expect(await world.ports.rulePlaces.list()).toHaveLength(alarms.length);
          expect(await world.ports.ruleSync.unsynced('9999', 100)).toEqual([]);
        }),
        { numRuns: propertyRuns(60) },
      );
    },
  );
});

const throttled = () => Promise.reject(new Error('throttled'));

describe('alarms that share a rule', () => {
  test('are those beyond the limit of own rules, and a deletion makes room', async () => {
    const { ports } = eventWorld({ ruleLimit: 1 });
    const caller = memberOf('p1');
    const first = await createAlarm(ports, caller, draftOf('a'));
    const second = await createAlarm(ports, caller, draftOf('a'));
    expect((await ports.rulePlaces.get(second.id))?.kind).toBe('shared');
    await deleteAlarm(ports, caller, first.id);
    const third = await createAlarm(ports, caller, draftOf('a'));
    expect((await ports.rulePlaces.get(third.id))?.kind).toBe('own');
  });

  test('each get a hit of their own, so that they do not fail together', async () => {
    const world = eventWorld({ ruleLimit: 0 });
    const caller = memberOf('p1');
    const [bad, good] = await Promise.all([
      createAlarm(world.ports, caller, draftOf('*')),
      createAlarm(world.ports, caller, draftOf('*')),
    ]);
    const [shared] = await world.hitsOf(anEvent());
    if (!shared) throw new Error('no hit');
    await evaluateHit(world.ports, shared);
    const hits = world.ports.hitQueue.sent.splice(0);
    expect(hits.map(({ rule }) => rule).toSorted()).toEqual([bad.id, good.id].toSorted());
    const { alarms } = world.ports;
    const failing = {
      ...world.ports,
      alarms: {
        ...alarms,
        get: (projectId: string, id: string) =>
          id === bad.id ? Promise.reject(new Error('bad data')) : alarms.get(projectId, id),
      },
    };
    await Promise.allSettled(hits.map((hit) => evaluateHit(failing, hit)));
    expect(world.ports.deliveryQueue.sent.map(({ message }) => message.alarmId)).toEqual([good.id]);
  });

  test('cost an event nothing if none of them needs it', async () => {
    const world = eventWorld({ ruleLimit: 0 });
    await createAlarm(world.ports, memberOf('p1'), draftOf('another.type'));
    expect(await world.hitsOf(anEvent())).toEqual([]);
    await createAlarm(world.ports, memberOf('p1'), draftOf('compute.*'));
    expect(await world.hitsOf(anEvent())).toHaveLength(1);
  });

  test('are asked on any doubt: if they cannot be read, or some may have rows of release 0.2 only', async () => {
    const failing = eventWorld({ ruleLimit: 0 });
    await createAlarm(failing.ports, memberOf('p1'), draftOf('another.type'));
    failing.sharers.candidates = candidateFinder(
      { ...failing.ports.rulePlaces.rows, version: throttled },
      1e6,
    );
    expect(await failing.hitsOf(anEvent())).toHaveLength(1);

    const kept = eventWorld({ ruleLimit: 0, whole: false });
    await createAlarm(kept.ports, memberOf('p1'), draftOf('another.type'));
    expect(await kept.hitsOf(anEvent())).toHaveLength(1);
  });

  test('fire once for each of the events that senders of release 0.2 send, which name two shares', async () => {
    const world = eventWorld({ ruleLimit: 0 });
    const caller = memberOf('p1');
    const alarms = await Promise.all(
      ['compute.instance.create', 'compute.*'].map((type) =>
        createAlarm(world.ports, caller, draftOf(type)),
      ),
    );
    const [hit] = await world.hitsOf(anEvent());
    if (!hit) throw new Error('no hit');
    const shares = sharesBefore({ projectId: 'p1', eventType: 'compute.instance.create' });
    const event = { ...hit.event, shares: shares.map(({ key }) => key) };
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const { key } of shares) await evaluateHit(world.ports, { ...hit, rule: key, event });
    expect(world.ports.hitQueue.sent).toEqual([]);
    expect(world.ports.deliveryQueue.sent.map(({ message }) => message.alarmId).toSorted()).toEqual(
      alarms.map(({ id }) => id).toSorted(),
    );
  });
});

import { LosslessNumber } from 'lossless-json';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Alarm, AlarmChange } from '../../../functions/alarming/core/alarm.ts';
import type { IdleHit } from '../../../functions/alarming/core/decision/idle-hit.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { systemClock } from '../../../functions/platform/node/clock.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { transitionChange } from '../../../functions/alarming/core/decision/decide-transition.ts';
import type { AlarmPorts } from '../../fakes/alarms.ts';
import { aChange, aFiring, aMeasured, anAlarm, fired } from '../support/alarm.ts';

const page = { limit: 100 };
const on = (messageId: string) => ({ kind: 'event', messageId }) as const;
const at = (second: number) => `2026-02-01T00:00:0${second}.000000Z`;
const ids = (changes: readonly AlarmChange[]) => changes.map(({ eventId }) => eventId);
const inAnHour = () => after(systemClock.now(), 3600);

const idle = (alarm: Alarm, over: Partial<IdleHit> = {}): IdleHit => ({
  id: nodeIds.ordered(over.at ?? at(1)),
  projectId: alarm.projectId,
  alarmId: alarm.id,
  messageId: 'm1',
  acceptanceId: 'a1',
  arming: 1,
  reason: { kind: 'in-alarm' },
  at: at(1),
  ...over,
});

/** What every implementation of the ports of alarms must do. Each test uses its own project. */
export function alarmsSuite(make: () => Promise<AlarmPorts> | AlarmPorts) {
  let store: AlarmPorts['alarms'];
  let history: AlarmPorts['alarmHistory'];
  let quotas: AlarmPorts['alarmQuotas'];
  let ruleSync: AlarmPorts['ruleSync'];
  let hitRecords: AlarmPorts['hitRecords'];
  let transitions: AlarmPorts['transitions'];
  let projects = 0;
  beforeAll(async () => {
    const ports = await make();
    store = ports.alarms;
    history = ports.alarmHistory;
    quotas = ports.alarmQuotas;
    ruleSync = ports.ruleSync;
    hitRecords = ports.hitRecords;
    transitions = ports.transitions;
  });

  const aProject = () => `project-${(projects += 1)}`;
  const stored = async (over: Partial<Alarm> = {}): Promise<Alarm> => {
    const alarm = anAlarm({ projectId: aProject(), ...over });
    expect(await store.create(alarm, aChange(alarm))).toBe('created');
    return alarm;
  };
  const unsyncedIds = async () => (await ruleSync.unsynced(inAnHour(), 1000)).map(({ id }) => id);
  const dueOf = async (alarm: Alarm) => {
    const due = await ruleSync.unsynced(inAnHour(), 1000);
    return due.find(({ id }) => id === alarm.id);
  };

  describe('alarms', () => {
    test('a stored alarm is returned unchanged, to its project and to an administrator', async () => {
      const alarm = await stored({
        rule: {
          type: 'event',
          event: {
            eventType: 'a.*',
            query: [{ field: 'traits.a', op: 'gt', type: 'integer', value: '1' }],
          },
        },
        repeatActions: null,
        okActions: null,
        timeConstraints: [
          { name: 'n', description: 'd', start: '* * * * *', durationSeconds: 1, timezone: '' },
        ],
      });
      expect(await store.get(alarm.projectId, alarm.id)).toEqual(alarm);
      expect(await store.find(alarm.id)).toEqual(alarm);
      expect(await store.list(alarm.projectId)).toEqual([alarm]);
      expect(await store.listAll()).toContainEqual(alarm);
    });

    test('the rule of another type keeps its numbers as they are written', async () => {
      const document = { threshold: new LosslessNumber('80.0'), evaluation_periods: loads('3') };
      const alarm = await stored({ rule: { type: 'prometheus', document } });
      expect(await store.get(alarm.projectId, alarm.id)).toEqual(alarm);
    });

    test('an alarm is not visible to another project', async () => {
      const alarm = await stored();
      expect(await store.get('elsewhere', alarm.id)).toBeUndefined();
      expect(await store.list('elsewhere')).toEqual([]);
    });

    test('a replacement is stored only over the version it was made from', async () => {
      const alarm = await stored();
      const next = { ...alarm, name: 'second', version: 2 };
      expect(await store.replace(next, alarm, aChange(alarm))).toBe('stored');
      expect(await store.replace({ ...alarm, name: 'third', version: 2 }, alarm)).toBe('stale');
      expect(await store.get(alarm.projectId, alarm.id)).toEqual(next);
      expect(await history.listOfAlarm(alarm.projectId, alarm.id, page)).toHaveLength(2);
    });

    test('one of many concurrent replacements succeeds', async () => {
      const alarm = await stored();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          store.replace({ ...alarm, name: `n${index}`, version: 2 }, alarm, aChange(alarm)),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(await history.listOfAlarm(alarm.projectId, alarm.id, page)).toHaveLength(2);
    });

    test('an alarm may move to another project and back', async () => {
      const alarm = await stored();
      const there = { ...alarm, projectId: aProject(), version: 2 };
      expect(await store.replace(there, alarm)).toBe('stored');
      expect(await store.get(alarm.projectId, alarm.id)).toBeUndefined();
      expect(await store.get(there.projectId, alarm.id)).toEqual(there);
      const back = { ...alarm, version: 3 };
      expect(await store.replace(back, there)).toBe('stored');
      expect(await store.list(alarm.projectId)).toEqual([back]);
      expect(await store.list(there.projectId)).toEqual([]);
    });
  });

  describe('removal', () => {
    test('hides the alarm and its history at once', async () => {
      const alarm = await stored();
      expect(await store.remove(alarm)).toBe('removed');
      expect(await store.get(alarm.projectId, alarm.id)).toBeUndefined();
      expect(await store.find(alarm.id)).toBeUndefined();
      expect(await store.list(alarm.projectId)).toEqual([]);
      expect(await store.listAll()).not.toContainEqual(expect.objectContaining({ id: alarm.id }));
      expect(await history.listOfAlarm(alarm.projectId, alarm.id, page)).toEqual([]);
      expect(await history.list(alarm.projectId, page)).toEqual([]);
    });

    test('is stale if the newest version was not seen', async () => {
      const alarm = await stored();
      await store.replace({ ...alarm, version: 2 }, alarm);
      expect(await store.remove(alarm)).toBe('stale');
    });

    test('happens once', async () => {
      const alarm = await stored();
      const outcomes = await Promise.all([store.remove(alarm), store.remove(alarm)]);
      expect(outcomes.toSorted()).toEqual(['removed', 'stale']);
    });

    test('makes changes stale that were decided before', async () => {
      const alarm = await stored();
      await store.remove(alarm);
      expect(await store.replace({ ...alarm, version: 2 }, alarm)).toBe('stale');
      const firing = aFiring(alarm);
      expect(await transitions.commit(firing, { alarm: fired(alarm), seen: 1 })).toBe('stale');
      expect(await transitions.list(alarm.projectId, alarm.id, on('m1'))).toEqual([]);
    });

    test('keeps the firings for a late redelivery', async () => {
      const alarm = await stored();
      const firing = aFiring(alarm);
      await transitions.commit(firing);
      await store.remove(alarm);
      expect(await transitions.list(alarm.projectId, alarm.id, on('m1'))).toEqual([firing]);
    });
  });

  describe('firing', () => {
    test('changes the state and writes the history entry together', async () => {
      const alarm = await stored();
      const firing = aFiring(alarm);
      expect(await transitions.commit(firing, { alarm: fired(alarm), seen: 1 })).toBe('stored');
      expect(await store.get(alarm.projectId, alarm.id)).toEqual(fired(alarm));
      expect(await history.listOfAlarm(alarm.projectId, alarm.id, page)).toEqual([
        transitionChange(firing),
        expect.objectContaining({ type: 'creation' }),
      ]);
      expect(await transitions.list(alarm.projectId, alarm.id, on('m1'))).toEqual([firing]);
    });

    test('is found again by the last of each alarm, and not by one that was not committed', async () => {
      const alarm = await stored();
      const other = await stored({ projectId: alarm.projectId });
      const never = await stored({ projectId: alarm.projectId });
      const [first, second] = [1, 2].map((each) =>
        aFiring(alarm, { messageId: `m${each}`, at: at(each), reason: `reason ${each}` }),
      );
      const others = aFiring(other, { at: at(3) });
      const uncommitted = aFiring(alarm, { messageId: 'm2', at: at(5) });
      // oxlint-disable-next-line no-await-in-loop -- in this order
      for (const firing of [first!, second!, others, uncommitted]) await transitions.commit(firing);
      await store.replace({ ...alarm, version: 2 }, alarm, aChange(alarm, { at: at(6) }));
      const last = await history.lastTransitions([alarm, other, never]);
      expect(last).toEqual(
        new Map([
          [alarm.id, second],
          [other.id, others],
        ]),
      );
    });

    test('without a new state does not change the alarm', async () => {
      const alarm = await stored();
      expect(await transitions.commit(aFiring(alarm))).toBe('stored');
      expect(await store.get(alarm.projectId, alarm.id)).toEqual(alarm);
    });

    test('happens once for an event within an arming', async () => {
      const alarm = await stored();
      const next = { alarm: fired(alarm), seen: 1 };
      await transitions.commit(aFiring(alarm), next);
      expect(await transitions.commit(aFiring(alarm), next)).toBe('already');
      expect(await transitions.commit(aFiring(alarm))).toBe('already');
      const rearmed = aFiring({ ...alarm, arming: 2 });
      expect(await transitions.commit(rearmed)).toBe('stored');
      expect(await transitions.list(alarm.projectId, alarm.id, on('m1'))).toHaveLength(2);
    });

    test('is stale if the alarm has changed since it was read', async () => {
      const alarm = await stored();
      await store.replace({ ...alarm, name: 'edited', version: 2 }, alarm);
      const outcome = await transitions.commit(aFiring(alarm), {
        alarm: fired(alarm),
        seen: 1,
      });
      expect(outcome).toBe('stale');
      expect((await store.get(alarm.projectId, alarm.id))?.name).toBe('edited');
      expect(await transitions.list(alarm.projectId, alarm.id, on('m1'))).toEqual([]);
    });

    test('on many concurrent events changes the state once', async () => {
      const alarm = await stored();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          transitions.commit(aFiring(alarm, { messageId: `m${index}` }), {
            alarm: fired(alarm),
            seen: 1,
          }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'stale')).toHaveLength(11);
    });

    test('on many concurrent copies of an event is stored once', async () => {
      const alarm = await stored();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, () => transitions.commit(aFiring(alarm))),
      );
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'already')).toHaveLength(11);
    });

    test('has one history entry, however often and under whatever id it is committed', async () => {
      const alarm = await stored();
      const [first, ...again] = [1, 2, 3].map((second) =>
        aFiring(alarm, { at: `2026-01-01T00:00:0${second}.000000Z` }),
      );
      if (!first) throw new Error('three were made');
      expect(await transitions.commit(first)).toBe('stored');
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const each of again) expect(await transitions.commit(each)).toBe('already');
      const [newest, ...rest] = await history.listOfAlarm(alarm.projectId, alarm.id, page);
      expect(newest).toEqual(transitionChange(first));
      expect(rest).toEqual([expect.objectContaining({ type: 'creation' })]);
    });

    test('distinguishes events whatever their ids look like', async () => {
      const alarm = await stored();
      await transitions.commit(aFiring(alarm, { messageId: 'm#1' }));
      await transitions.commit(aFiring(alarm, { messageId: '' }));
      await transitions.commit(aFiring(alarm, { messageId: 'x'.repeat(4000) }));
      expect(await transitions.list(alarm.projectId, alarm.id, on('m'))).toEqual([]);
      expect(await transitions.list(alarm.projectId, alarm.id, on('m#1'))).toHaveLength(1);
    });
  });

  describe('a decision on measures', () => {
    test('is recorded with the state it leads to, and its history entry', async () => {
      const alarm = await stored({ state: 'alarm' });
      const transition = aMeasured(alarm);
      const next = { ...alarm, state: 'ok' as const, version: 2 };
      expect(await transitions.commit(transition, { alarm: next, seen: 1 })).toBe('stored');
      expect((await store.get(alarm.projectId, alarm.id))?.state).toBe('ok');
      const [newest] = await history.listOfAlarm(alarm.projectId, alarm.id, page);
      expect(newest).toEqual(transitionChange(transition));
      expect(newest?.detail).toMatch(/^\{"state": "ok", "transition_reason": /);
      const { projectId, id } = alarm;
      expect(await transitions.list(projectId, id, transition.trigger)).toEqual([transition]);
    });

    test('happens once for a window and a decision within an arming', async () => {
      const alarm = await stored();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => transitions.commit(aMeasured(alarm))),
      );
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(await transitions.commit(aMeasured(alarm, { window: 'w2' }))).toBe('stored');
      expect(await transitions.commit(aMeasured(alarm, { decision: 'alarm' }))).toBe('stored');
      expect(await transitions.commit(aMeasured({ ...alarm, arming: 2 }))).toBe('stored');
    });

    test('that changes nothing is not in the history, and one on an event is', async () => {
      const alarm = await stored({ state: 'alarm', repeatActions: true });
      await transitions.commit(aMeasured(alarm, { to: 'alarm' }));
      await transitions.commit(aFiring(alarm));
      const changes = await history.listOfAlarm(alarm.projectId, alarm.id, page);
      expect(changes.map(({ type }) => type)).toEqual(['state transition', 'creation']);
    });
  });

  describe('what an event hit', () => {
    test('is found by its message id: firings, and hits without effect', async () => {
      const alarm = await stored();
      const other = await stored({ projectId: alarm.projectId });
      const firing = aFiring(alarm);
      const hit = idle(other);
      await transitions.commit(firing);
      await hitRecords.addIdle(hit);
      await hitRecords.addIdle(idle(other, { messageId: 'm2' }));
      expect(await hitRecords.ofMessage(alarm.projectId, 'm1', 100)).toEqual({
        firings: [firing],
        idle: [hit],
      });
      expect(await hitRecords.ofMessage('elsewhere', 'm1', 100)).toEqual({ firings: [], idle: [] });
    });

    test('has each firing once, however often it was committed', async () => {
      const alarm = await stored();
      const first = aFiring(alarm);
      await transitions.commit(first);
      await transitions.commit(aFiring(alarm));
      expect((await hitRecords.ofMessage(alarm.projectId, 'm1', 100)).firings).toEqual([first]);
    });

    test('is added once, and read as many as asked for', async () => {
      const alarm = await stored();
      const all = [1, 2, 3].map((second) => idle(alarm, { at: at(second) }));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const hit of [...all, ...all]) await hitRecords.addIdle(hit);
      const { projectId } = alarm;
      expect((await hitRecords.ofMessage(projectId, 'm1', 2)).idle).toEqual(all.slice(0, 2));
      expect((await hitRecords.ofMessage(projectId, 'm1', 9)).idle).toEqual(all);
    });

    test('without effect is listed newest first', async () => {
      const alarm = await stored();
      const other = await stored({ projectId: alarm.projectId });
      const all = [1, 2, 3, 4].map((second) =>
        idle(second % 2 === 0 ? alarm : other, { at: at(second) }),
      );
      await Promise.all(all.map((hit) => hitRecords.addIdle(hit)));
      const newest = await hitRecords.listIdle(alarm.projectId, { limit: 2 });
      expect(newest).toEqual([all[3], all[2]]);
      const before = newest.at(-1)?.id;
      expect(await hitRecords.listIdle(alarm.projectId, { limit: 9, before })).toEqual([
        all[1],
        all[0],
      ]);
    });
  });

  describe('history', () => {
    test('is listed newest first, page by page, of an alarm and of its project', async () => {
      const alarm = await stored();
      const other = await stored({ projectId: alarm.projectId });
      const ofAlarm = [1, 3, 5].map((second) =>
        aFiring(alarm, { messageId: `m${second}`, at: at(second) }),
      );
      const ofOther = [2, 4].map((second) =>
        aFiring(other, { messageId: `m${second}`, at: at(second) }),
      );
      await Promise.all([...ofAlarm, ...ofOther].map((each) => transitions.commit(each)));
      const newestFirst = [...ofAlarm, ...ofOther]
        .toSorted((left, right) => (left.at < right.at ? 1 : -1))
        .map(({ id }) => id);
      const { projectId } = alarm;
      const first = ids(await history.list(projectId, { limit: 3 }));
      expect(first).toEqual(newestFirst.slice(0, 3));
      const second = ids(await history.list(projectId, { limit: 2, before: first.at(-1) }));
      expect(second).toEqual(newestFirst.slice(3));
      expect(ids(await history.listOfAlarm(projectId, alarm.id, { limit: 2 }))).toEqual(
        [5, 3].map((each) => ofAlarm.find(({ at: then }) => then === at(each))?.id),
      );
    });
  });

  describe('the rule on the bus', () => {
    test('is unsynced from creation until it is marked as synced', async () => {
      const alarm = await stored();
      expect(await ruleSync.unsynced(systemClock.now(), 1000)).not.toContainEqual(
        expect.objectContaining({ id: alarm.id }),
      );
      expect(await dueOf(alarm)).toMatchObject({ projectId: alarm.projectId });
      expect(await ruleSync.markSynced(alarm)).toBe('synced');
      expect(await unsyncedIds()).not.toContain(alarm.id);
    });

    test('C3: says since when the bus has it, until it changes', async () => {
      const alarm = await stored();
      const { projectId, id } = alarm;
      const settlement = async () => {
        const [listed] = await store.listSettled(projectId);
        const found = await store.getSettled(projectId, id);
        expect(listed).toEqual(found);
        return found?.settlement;
      };
      expect(await settlement()).toEqual({ kind: 'unsettled' });
      await ruleSync.markSynced(alarm);
      const settled = await settlement();
      expect(settled).toEqual({ kind: 'settled', at: expect.any(String) });
      await ruleSync.markSynced(alarm);
      const renamed = { ...alarm, name: 'second', version: 2 };
      await store.replace(renamed, alarm);
      expect(await settlement()).toEqual(settled);
      await store.replace({ ...renamed, enabled: false, version: 3 }, renamed);
      expect(await settlement()).toEqual({ kind: 'unsettled' });
      expect(await store.getSettled('elsewhere', id)).toBeUndefined();
    });

    test('is taken by one sweeper, and due again later if that one does not sync it', async () => {
      const alarm = await stored();
      const due = await dueOf(alarm);
      if (!due) throw new Error('not due');
      const until = after(systemClock.now(), 7200);
      const taken = await Promise.all([ruleSync.take(due, until), ruleSync.take(due, until)]);
      expect(taken.filter((each) => each !== undefined)).toEqual([{ ...alarm, removed: false }]);
      expect(await dueOf(alarm)).toBeUndefined();
      expect(await ruleSync.unsynced(until, 1000)).toContainEqual({
        projectId: alarm.projectId,
        id: alarm.id,
        dueAt: until,
      });
      expect(await ruleSync.markSynced(alarm)).toBe('synced');
      expect(await ruleSync.take({ ...due, dueAt: until }, until)).toBeUndefined();
    });

    test('are listed as many as asked for, about', async () => {
      await Promise.all(Array.from({ length: 20 }, () => stored()));
      const listed = await ruleSync.unsynced(inAnHour(), 8);
      expect(listed.length).toBeGreaterThan(0);
      expect(listed.length).toBeLessThanOrEqual(8);
    });

    test('of an alarm on measures is about what it watches: each arming asks for one', async () => {
      const alarm = await stored({ rule: { type: 'composite', document: {} } });
      expect(await unsyncedIds()).toContain(alarm.id);
      await ruleSync.markSynced(alarm);
      const moved = { ...alarm, state: 'alarm', version: alarm.version + 1 } as const;
      expect(await store.replace(moved, alarm)).toBe('stored');
      expect(await unsyncedIds()).not.toContain(alarm.id);
      const armed = { ...moved, arming: moved.arming + 1, version: moved.version + 1 };
      expect(await store.replace(armed, moved)).toBe('stored');
      expect(await unsyncedIds()).toContain(alarm.id);
    });

    test('becomes unsynced again only by a change that affects it', async () => {
      const alarm = await stored();
      await ruleSync.markSynced(alarm);
      const renamed = { ...alarm, name: 'second', version: 2 };
      await store.replace(renamed, alarm);
      expect(await unsyncedIds()).not.toContain(alarm.id);
      await store.replace({ ...renamed, enabled: false, version: 3 }, renamed);
      expect(await unsyncedIds()).toContain(alarm.id);
    });

    test('is synced by any version since its last change, and by none before', async () => {
      const alarm = await stored();
      const second = { ...alarm, enabled: false, version: 2 };
      await store.replace(second, alarm);
      await store.replace({ ...second, name: 'third', version: 3 }, second);
      expect(await ruleSync.markSynced(alarm)).toBe('stale');
      expect(await unsyncedIds()).toContain(alarm.id);
      expect(await ruleSync.markSynced(second)).toBe('synced');
    });

    test('is unsynced after a removal until it is marked as synced', async () => {
      const alarm = await stored();
      await ruleSync.markSynced(alarm);
      await store.remove(alarm);
      const left = await dueOf(alarm);
      expect(left && (await ruleSync.take(left, inAnHour()))).toMatchObject({
        removed: true,
        version: 2,
        arming: 1,
      });
      expect(await ruleSync.markSynced(alarm)).toBe('stale');
      expect(await ruleSync.markSynced({ ...alarm, version: 2 })).toBe('synced');
      expect(await unsyncedIds()).not.toContain(alarm.id);
    });
  });

  describe('quotas', () => {
    test('a project has none until one is set', async () => {
      const project = aProject();
      expect(await quotas.get(project)).toBeUndefined();
      await quotas.set(project, 2);
      expect(await quotas.get(project)).toBe(2);
      await quotas.set(project, undefined);
      expect(await quotas.get(project)).toBeUndefined();
    });

    test('count alarms created before they were set, and alarms removed', async () => {
      const alarm = await stored();
      const another = anAlarm({ projectId: alarm.projectId });
      await quotas.set(alarm.projectId, 1);
      expect(await store.create(another, aChange(another))).toBe('full');
      expect(await store.list(alarm.projectId)).toEqual([alarm]);
      await store.remove(alarm);
      expect(await store.create(another, aChange(another))).toBe('created');
    });

    test('of zero allow no alarm', async () => {
      const alarm = anAlarm({ projectId: aProject() });
      await quotas.set(alarm.projectId, 0);
      expect(await store.create(alarm, aChange(alarm))).toBe('full');
    });

    test('at the limit admit no more of many concurrent alarms', async () => {
      const project = aProject();
      await quotas.set(project, 3);
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, () => {
          const alarm = anAlarm({ projectId: project });
          return store.create(alarm, aChange(alarm));
        }),
      );
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(3);
      expect(await store.list(project)).toHaveLength(3);
    });
  });
}

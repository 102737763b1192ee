import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { logLimits } from '../../../functions/events/core/log/log-limits.ts';
import type { Ports } from '../../../functions/events/ports.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { start } from '../support/logged-events.ts';

type Records = Pick<Ports, 'erasures' | 'eventCounts' | 'eventSettings' | 'eventTypes'>;

/** As many types as a project may have in these tests. */
export const mostTypes = 5;

const project = () => `p-${randomUUID()}`;
const expiresAt = after(start, 1e6);
const hour = (count: number) => after(start, count * 3600);

/** What every implementation of the ports beside the log must do. */
export function eventRecordsSuite(name: string, make: () => Promise<Records>): void {
  describe(`the records of the log on ${name}`, () => {
    let records: Records;
    beforeAll(async () => {
      records = await make();
    });

    test('counts of an hour add up, and those of other hours and projects are apart', async () => {
      const { eventCounts } = records;
      const [mine, theirs] = [project(), project()];
      const counts = { hour: hour(1), accepted: 5, stored: 3, dropped: 1 };
      await Promise.all([
        eventCounts.add(mine, counts, expiresAt),
        eventCounts.add(mine, counts, expiresAt),
        eventCounts.add(mine, { ...counts, hour: hour(2) }, expiresAt),
        eventCounts.add(theirs, counts, expiresAt),
      ]);
      const twice = { hour: hour(1), accepted: 10, stored: 6, dropped: 2 };
      expect(await eventCounts.hours(mine, hour(0), hour(9))).toEqual([
        twice,
        { ...counts, hour: hour(2) },
      ]);
      expect(await eventCounts.hours(mine, hour(1), hour(1))).toEqual([twice]);
      expect(await eventCounts.hours(mine, hour(3), hour(9))).toEqual([]);
      await eventCounts.forget(mine, after(hour(2), 1800));
      expect(await eventCounts.hours(mine, hour(0), hour(9))).toHaveLength(1);
    });

    test('a type gathers the traits of its events, each once', async () => {
      const { eventTypes } = records;
      const projectId = project();
      const [a, b] = [
        { name: 'a', type: 'integer' },
        { name: 'a:b', type: 'string' },
      ] as const;
      const type = { eventType: 't'.repeat(1024), seenAt: start };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const traits of [[a], [], [a, b]])
        await eventTypes.note(projectId, { ...type, traits }, expiresAt);
      const [found, ...others] = await eventTypes.list(projectId);
      expect(others).toEqual([]);
      expect(found).toEqual(await eventTypes.get(projectId, type.eventType));
      expect(found?.traits.toSorted((left, right) => (left.name < right.name ? -1 : 1))).toEqual([
        a,
        b,
      ]);
      expect(await eventTypes.get(project(), type.eventType)).toBeUndefined();
      await eventTypes.forget(projectId, after(start, -1));
      expect(await eventTypes.list(projectId)).toHaveLength(1);
      await eventTypes.forget(projectId, start);
      expect(await eventTypes.list(projectId)).toEqual([]);
    });

    test('a type has as many traits as it may, and is still seen', async () => {
      const { eventTypes } = records;
      const projectId = project();
      const note = (names: readonly string[], seenAt = start) =>
        eventTypes.note(
          projectId,
          { eventType: 't', seenAt, traits: names.map((each) => ({ name: each, type: 'string' })) },
          expiresAt,
        );
      await note(Array.from({ length: logLimits.traits }, (_, i) => `n${i}`));
      await note(['one more'], after(start, 1));
      const found = await eventTypes.get(projectId, 't');
      expect(found?.traits).toHaveLength(logLimits.traits);
      expect(found?.seenAt).toBe(after(start, 1));
    });

    test('a project has as many types as it may, and those go on', async () => {
      const { eventTypes } = records;
      const projectId = project();
      const note = (count: number) =>
        eventTypes.note(
          projectId,
          { eventType: `t${count}`, seenAt: start, traits: [] },
          expiresAt,
        );
      const first = await Promise.all(Array.from({ length: mostTypes }, (_, i) => note(i)));
      expect(new Set(first)).toEqual(new Set(['noted']));
      expect(await note(mostTypes)).toBe('full');
      expect(await note(0)).toBe('noted');
      expect(await eventTypes.list(projectId)).toHaveLength(mostTypes);
    });

    test('settings are replaced, and are unset before', async () => {
      const { eventSettings } = records;
      const projectId = project();
      expect(await eventSettings.get(projectId)).toEqual({});
      await eventSettings.put(projectId, { keep: ['a.*'], days: 3 });
      await eventSettings.put(projectId, { keep: 'none', days: 4 });
      expect(await eventSettings.get(projectId)).toEqual({ keep: 'none', days: 4 });
      await Promise.all([
        eventSettings.addProject(projectId, expiresAt),
        eventSettings.addProject(projectId, expiresAt),
      ]);
      const all = await eventSettings.projects();
      expect(all.filter((each) => each === projectId)).toHaveLength(1);
    });

    test('an erasure hides at once, is due, and belongs to one who takes it, until its lease is over', async () => {
      const { erasures, eventSettings } = records;
      const projectId = project();
      await eventSettings.put(projectId, { keep: 'all', days: 3 });
      const due = after(start, 60);
      await erasures.begin({ projectId, until: start }, due);
      expect(await eventSettings.get(projectId)).toEqual({
        keep: 'all',
        days: 3,
        emptiedAt: start,
      });
      const mine = async (at: string) =>
        (await erasures.due(at, 1000)).filter(({ key }) => key === projectId).length;
      expect(await mine(after(start, 59))).toBe(0);
      expect(await mine(due)).toBe(1);
      const lease = after(due, 100);
      expect(await erasures.take(projectId, after(start, 59), lease)).toBeUndefined();
      const taken = await Promise.all([1, 2].map(() => erasures.take(projectId, due, lease)));
      expect(taken.filter((each) => each !== undefined)).toEqual([{ projectId, until: start }]);
      expect(await erasures.take(projectId, after(due, 99), after(due, 200))).toBeUndefined();
      expect(await erasures.take(projectId, lease, after(lease, 100))).toBeDefined();
    });

    test('the end of an erasure does not end a later one, and an earlier instant begins none', async () => {
      const { erasures, eventSettings } = records;
      const projectId = project();
      const [first, second] = [
        { projectId, until: start },
        { projectId, until: after(start, 5) },
      ];
      await erasures.begin(first, start);
      await erasures.begin(second, start);
      await erasures.begin(first, start);
      expect((await eventSettings.get(projectId)).emptiedAt).toBe(second.until);
      await erasures.end(first);
      expect(await erasures.take(projectId, start, after(start, 1))).toEqual(second);
      await erasures.end(second);
      expect(await erasures.take(projectId, after(start, 1), after(start, 2))).toBeUndefined();
    });
  });
}

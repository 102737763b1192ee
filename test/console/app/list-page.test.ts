import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskedPage, type ListOf, listPage } from '../../../functions/console/app/list-page.ts';
import { rememberedRows, settledAfterSeconds } from '../../../functions/console/core/mark.ts';
import { Fault } from '../../../functions/platform/core/fault.ts';
import { after, type Instant } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryTimeline } from '../../fakes/timeline.ts';
import { standingClock } from '../../support/clock.ts';
import { propertyRuns } from '../../support/property-runs.ts';

interface Row {
  readonly id: string;
  readonly color: string;
}

/** A list of a project with a clock that stands still. */
function world() {
  const clock = standingClock();
  const timeline = memoryTimeline<Row>();
  let written = 0;
  const add = (at: Instant = clock.now(), color = 'red', project = 'p1'): string => {
    written += 1;
    const id = nodeIds.derivedAt(at, String(written));
    timeline.put(project, { id, color });
    return id;
  };
  const page = async (asked: Partial<AskedPage> = {}, over: Partial<ListOf<Row>> = {}) => {
    const list = {
      timeline,
      projectId: 'p1',
      now: clock.now(),
      chosen: async (rows: readonly Row[]) => rows,
      examined: 1000,
      ...over,
    };
    const found = await listPage(list, { limit: 5, ...asked });
    return { ...found, ids: found.items.map(({ id }) => id) };
  };
  return { add, clock, page, timeline };
}

/** What is done between two pages. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        ago: fc.double({ min: 0, max: settledAfterSeconds - 2, noNaN: true }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('page' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        seconds: fc.double({ min: 0, max: 90, noNaN: true }),
      }),
    },
  ),
  { maxLength: 60 },
);

describe('a list by time', () => {
  test('walking `next` shows every row once, newest first, whatever is written meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 7 }),
        async (first, meanwhile, limit) => {
          const { add, clock, page } = world();
          const there = first.map((seconds) => add(after(clock.now(), -seconds)));
          const shown: string[] = [];
          const more = [...meanwhile];
          let { ids, next } = await page({ limit });
          shown.push(...ids);
          while (next !== null) {
            const seconds = more.pop();
            if (seconds !== undefined) add(after(clock.now(), -seconds));
            // oxlint-disable-next-line no-await-in-loop -- page after page
            ({ ids, next } = await page({ limit, before: next }));
            shown.push(...ids);
          }
          expect(new Set(shown).size).toBe(shown.length);
          expect(shown).toEqual(shown.toSorted().toReversed());
          expect(shown).toEqual(expect.arrayContaining(there));
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  test('`after` shows exactly the newer ones, each once, also those that come up to a minute late', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 }),
        steps,
        fc.integer({ min: 1, max: 7 }),
        async (first, story, limit) => {
          const { add, clock, page } = world();
          for (const seconds of first) add(after(clock.now(), -seconds));
          const begin = await page({ limit: 50 });
          const shown: string[] = [];
          const written: string[] = [];
          let cursor = begin.newest ?? '';
          const read = async () => {
            const { ids, next, complete } = await page({ limit, after: cursor });
            expect(ids).toEqual(ids.toSorted().toReversed());
            shown.push(...ids);
            cursor = next ?? '';
            return complete;
          };
          const readAll = async () => {
            while (!(await read()));
          };
          for (const step of story) {
            if (step.kind === 'write') written.push(add(after(clock.now(), -step.ago)));
            // oxlint-disable-next-line no-await-in-loop -- in order
            else if (step.kind === 'page') await read();
            else {
              // A reader that polls has seen what there was before it waits.
              // oxlint-disable-next-line no-await-in-loop -- in order
              await readAll();
              clock.advance(step.seconds);
            }
          }
          await readAll();
          expect(shown.toSorted()).toEqual(written.toSorted());
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  test('a reader that follows shows every row once, however many come in order', async () => {
    const { add, clock, page } = world();
    let cursor = (await page()).newest ?? '';
    const [shown, written]: [string[], string[]] = [[], []];
    for (let second = 0; second < 30; second += 1) {
      for (let i = 0; i < 50; i += 1) written.push(add(after(clock.now(), i / 50)));
      clock.advance(1);
      for (let complete = false; !complete; ) {
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const found = await page({ limit: 40, after: cursor });
        shown.push(...found.ids);
        complete = found.complete;
        cursor = found.next ?? '';
        expect(cursor.length).toBeLessThan(2000);
      }
    }
    expect(shown.toSorted()).toEqual(written.toSorted());
  });

  test('a poll with nothing new reads the last minute and no more', async () => {
    const { add, clock, page, timeline } = world();
    for (let i = 0; i < 500; i += 1) add(after(clock.now(), -i));
    let cursor = (await page({ limit: 50 })).newest ?? '';
    cursor = (await page({ after: cursor })).next ?? '';
    timeline.reads.rows = 0;
    expect((await page({ after: cursor })).ids).toEqual([]);
    expect(timeline.reads.rows).toBeLessThanOrEqual(rememberedRows);
    clock.advance(settledAfterSeconds + 1);
    cursor = (await page({ after: cursor })).next ?? '';
    timeline.reads.rows = 0;
    expect((await page({ after: cursor })).ids).toEqual([]);
    expect(timeline.reads.rows).toBe(0);
  });

  test('with a filter ends after so many rows, and says where it goes on', async () => {
    const { add, clock, page } = world();
    const red = add(after(clock.now(), -1000));
    for (let i = 0; i < 300; i += 1) add(after(clock.now(), -i), 'blue');
    const over = {
      examined: 100,
      chosen: async (rows: readonly Row[]) => rows.filter(({ color }) => color === 'red'),
    };
    let found = await page({}, over);
    expect([found.ids, found.complete]).toEqual([[], false]);
    const pages = [found];
    while (found.next !== null) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      found = await page({ before: found.next }, over);
      pages.push(found);
    }
    expect(pages.flatMap(({ ids }) => ids)).toEqual([red]);
    expect(pages.length).toBeLessThanOrEqual(5);
    expect(found.complete).toBe(true);
  });

  test('follows the rows of a filter past any number of others', async () => {
    const { add, clock, page } = world();
    const over = {
      chosen: async (rows: readonly Row[]) => rows.filter(({ color }) => color === 'red'),
    };
    let cursor = (await page({}, over)).newest ?? '';
    for (let i = 0; i < 1000; i += 1) add(after(clock.now(), i / 1000), 'blue');
    const red = add(after(clock.now(), 1));
    clock.advance(1);
    const shown: string[] = [];
    for (let polls = 0; polls < 20 && shown.length === 0; polls += 1) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const found = await page({ after: cursor }, over);
      shown.push(...found.ids);
      cursor = found.next ?? '';
    }
    expect(shown).toEqual([red]);
  });

  test("never shows another project's rows, with whatever cursor", async () => {
    const { add, page } = world();
    for (let i = 0; i < 10; i += 1) add(undefined, 'red', 'p2');
    const foreign = await page({ limit: 2 }, { projectId: 'p2' });
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const asked of [{ before: foreign.next ?? '' }, { after: foreign.newest ?? '' }, {}])
      expect((await page(asked)).ids).toEqual([]);
  });

  test('refuses what is no cursor of its kind', async () => {
    const { add, page } = world();
    for (let i = 0; i < 9; i += 1) add();
    const { newest, next } = await page();
    const refused = async (asked: Partial<AskedPage>) =>
      page(asked).then(
        () => 'accepted',
        (failure: unknown) => failure instanceof Fault && failure.code,
      );
    expect(await refused({ before: newest ?? '' })).toBe('invalid');
    expect(await refused({ after: next ?? '' })).toBe('invalid');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.base64String(), fc.json().map(btoaSafe)),
        async (text) => {
          expect(['invalid', 'accepted']).toContain(await refused({ before: text }));
          expect(await refused({ after: text })).toBe('invalid');
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  test('looks at no more rows, however many of other kinds lie between its own', async () => {
    const { add, page, clock, timeline } = world();
    const old = add(after(clock.now(), -20_000));
    const young = add(after(clock.now(), -1));
    const others = Array.from({ length: 10_000 }, (_, second) =>
      nodeIds.derivedAt(after(clock.now(), -second - 5), 'other'),
    );
    let looks = 0;
    /** The partition of a history that holds changes of alarms, besides the rows that are listed. */
    const mixed: typeof timeline = {
      ...timeline,
      async *read(projectId, keys) {
        const own = new Map<string, Row>();
        for await (const { rows } of timeline.read(projectId, keys))
          for (const row of rows) own.set(row.id, row);
        const ids = [...own.keys(), ...others].toSorted();
        for (const last of keys.backwards ? ids.toReversed() : ids) {
          if (last >= (keys.before ?? '~') || last <= (keys.after ?? '')) continue;
          looks += 1;
          const row = own.get(last);
          yield { rows: row ? [row] : [], count: 1, last };
        }
      },
    };
    const examined = 1000;
    let found = await page({}, { timeline: mixed, examined });
    expect(found).toMatchObject({ ids: [young], complete: false });
    expect(looks).toBeLessThanOrEqual(examined);
    const shown = [...found.ids];
    let pages = 1;
    while (found.next !== null) {
      looks = 0;
      // oxlint-disable-next-line no-await-in-loop -- page after page
      found = await page({ before: found.next }, { timeline: mixed, examined });
      expect(looks).toBeLessThanOrEqual(examined);
      shown.push(...found.ids);
      pages += 1;
    }
    expect(shown).toEqual([young, old]);
    expect(pages).toBeLessThanOrEqual(12);
  });
});

const btoaSafe = (text: string): string => Buffer.from(text).toString('base64url');

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { consoleWorld } from '../support/console-world.ts';

function following() {
  const world = consoleWorld();
  let cursor: string | undefined;
  return {
    ...world,
    /** What is new since the last call: kinds and ids, with the states of what has one. */
    news: async (): Promise<readonly string[]> => {
      const { status, json } = await world.get(
        cursor === undefined ? '/activity' : `/activity?after=${cursor}`,
      );
      expect(status).toBe(200);
      cursor = json.next;
      return json.items.map((item: { kind: string; id: string; state?: string; status?: string }) =>
        [item.kind, item.id, item.state ?? item.status].filter(Boolean).join(' '),
      );
    },
  };
}

describe('the activity of a project', () => {
  test('is all that happened, oldest first, and then what is new', async () => {
    const { clock, delivery, event, execution, firing, hit, news } = following();
    const acceptance = await event();
    clock.advance(1);
    const fired = firing({ trigger: { kind: 'event', messageId: 'm1', acceptanceId: acceptance } });
    clock.advance(1);
    const sent = delivery({ state: 'delivered' });
    expect(await news()).toEqual([
      `event ${acceptance}`,
      `firing ${fired.id}`,
      `delivery ${sent.id} delivered`,
    ]);
    expect(await news()).toEqual([]);
    clock.advance(2);
    const run = execution({ status: 'success' });
    clock.advance(1);
    const idle = hit();
    expect(await news()).toEqual([`execution ${run.id} success`, `hit ${idle.id}`]);
    expect(await news()).toEqual([]);
  });

  test('says so when an execution or a delivery changes, also long after it began', async () => {
    const { clock, delivery, execution, news } = following();
    await news();
    const run = execution();
    const sent = delivery();
    expect((await news()).toSorted()).toEqual(
      [`execution ${run.id} running`, `delivery ${sent.id} pending`].toSorted(),
    );
    clock.advance(5);
    execution({ ...run, status: 'failed', updatedAt: clock.now() });
    expect(await news()).toEqual([`execution ${run.id} failed`]);
    for (let minute = 0; minute < 10; minute += 1) {
      clock.advance(60);
      // oxlint-disable-next-line no-await-in-loop -- in order
      expect(await news()).toEqual([]);
    }
    delivery({ ...sent, attempt: 3, state: 'dead', updatedAt: clock.now() });
    expect(await news()).toEqual([`delivery ${sent.id} dead`]);
    clock.advance(60);
    expect(await news()).toEqual([]);
  });

  test('shows what comes late: an event that is stored after newer ones, a firing after its event', async () => {
    const { clock, event, firing, nextId, news, eventLog } = following();
    await news();
    const [at, late] = [clock.now(), nextId()];
    clock.advance(3);
    const newer = await event({ messageId: 'm2' });
    expect(await news()).toEqual([`event ${newer}`]);
    await eventLog.store([
      {
        projectId: 'p1',
        at,
        acceptance: late,
        messageId: 'm1',
        eventType: 't',
        generated: at,
        body: { kind: 'text', text: '{"traits":[]}' },
        expiresAt: after(at, 86_400),
      },
    ]);
    expect(await news()).toEqual([`event ${late}`]);
    const fired = firing();
    expect(await news()).toEqual([`firing ${fired.id}`]);
    expect(await news()).toEqual([]);
  });

  test('asks for firings and hits, which are in many partitions, rarely while nothing happens', async () => {
    const { clock, firing, news, timelines } = following();
    await news();
    clock.advance(120);
    await news();
    let reads = 0;
    const read = timelines.transitions.read.bind(timelines.transitions);
    timelines.transitions.read = (...given) => {
      reads += 1;
      return read(...given);
    };
    // The ports hold the same object, so the count sees their reads.
    for (let polls = 0; polls < 12; polls += 1) {
      clock.advance(10);
      // oxlint-disable-next-line no-await-in-loop -- in order
      await news();
    }
    expect(reads).toBeLessThanOrEqual(4);
    const fired = firing();
    const seen: string[] = [];
    for (let polls = 0; polls < 3; polls += 1) {
      clock.advance(10);
      // oxlint-disable-next-line no-await-in-loop -- in order
      seen.push(...(await news()));
    }
    expect(seen).toEqual([`firing ${fired.id}`]);
  });

  test('of a busy project comes page by page, and every row once', async () => {
    const { clock, event, get } = consoleWorld();
    let { json } = await get('/activity');
    const written: string[] = [];
    for (let i = 0; i < 300; i += 1) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      written.push(await event({ messageId: `m${i}` }));
      clock.advance(0.02);
    }
    const shown: string[] = [];
    do {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      ({ json } = await get(`/activity?after=${json.next}`));
      shown.push(...json.items.map(({ id }: { id: string }) => id));
      expect(json.next.length).toBeLessThan(4000);
    } while (!json.complete);
    expect(shown.toSorted()).toEqual(written.toSorted());
  });

  test('shows a row once, if it comes less than a minute late, whenever polls are', async () => {
    const step = fc.oneof(
      fc.record({ late: fc.integer({ min: 0, max: 58 }) }),
      fc.record({ poll: fc.integer({ min: 1, max: 10 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { clock, execution, firing, news } = following();
        await news();
        const written: string[] = [];
        const shown: string[] = [];
        for (const [at, each] of steps.entries()) {
          if ('poll' in each) {
            clock.advance(each.poll);
            // oxlint-disable-next-line no-await-in-loop -- in order
            shown.push(...(await news()));
          } else {
            const id = nodeIds.derivedAt(after(clock.now(), -each.late), String(at));
            if (at % 2 === 0) execution({ id, status: 'success' });
            else firing({ id });
            written.push(id);
          }
        }
        // One reading of everything, and then nothing is left.
        for (let polls = 0; polls < 4; polls += 1) {
          clock.advance(10);
          // oxlint-disable-next-line no-await-in-loop -- in order
          shown.push(...(await news()));
        }
        const ids = shown.map((text) => text.split(' ')[1] ?? '');
        expect(ids.toSorted()).toEqual(written.toSorted());
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test('reads a busy minute again every half minute, and in between only what is new', async () => {
    const { clock, execution, news, timelines } = following();
    await news();
    const polls = async () => {
      timelines.executions.reads.rows = 0;
      for (let at = 0; at < 60; at += 1) {
        execution({ status: 'success' });
        clock.advance(2);
        // oxlint-disable-next-line no-await-in-loop -- in order
        await news();
      }
      return timelines.executions.reads.rows;
    };
    await polls();
    // In two minutes: four times the last minute and a half, and sixty times twelve seconds.
    expect(await polls()).toBeLessThan(4 * 48 + 60 * 7);
  });

  test('goes on from the cursor of a release that had fewer fields', async () => {
    const { event, get } = consoleWorld();
    const { json } = await get('/activity');
    const [kind, content] = JSON.parse(Buffer.from(json.next, 'base64url').toString());
    const old = Buffer.from(JSON.stringify([kind, content.slice(0, 5)])).toString('base64url');
    const acceptance = await event();
    const { json: next } = await get(`/activity?after=${old}`);
    expect(next.items.map(({ id }: { id: string }) => id)).toEqual([acceptance]);
  });
});

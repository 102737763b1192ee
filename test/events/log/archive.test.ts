import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { archiveMessage, type ArchiveMessage } from '../../../functions/contract/message.ts';
import { readArrival } from '../../../functions/events/app/log/read-arrival.ts';
import { Unprocessable } from '../../../functions/platform/core/unprocessable.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { eventText, logWorld } from '../support/log-world.ts';

/** Some messages, cut into batches with repetitions, as at-least-once delivery may bring them. */
const deliveries = fc
  .array(fc.tuple(fc.constantFrom('p1', 'p2'), fc.constantFrom('a', 'b', 'c')), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      batches: fc.array(fc.array(fc.nat(events.length - 1), { minLength: 1, maxLength: 6 }), {
        minLength: 1,
        maxLength: 6,
      }),
    }),
  );

const total = async (world: ReturnType<typeof logWorld>, project: string) => {
  const { text } = await world.ask('/storage', `${project}:u:reader`);
  const shown: unknown = JSON.parse(text);
  return shown;
};

describe('the archiver', () => {
  test('F-a: stores and counts each acceptance once, however often and in whatever batches it is delivered', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ events, batches }) => {
        const world = logWorld();
        const messages = await world.accepted(
          ...events.map(([project, id]) => eventText({ id, project })),
        );
        const all = [...batches, events.map((_, i) => i)];
        // oxlint-disable-next-line no-await-in-loop -- one batch after the other
        for (const batch of all) await world.archived(batch.map((i) => messages[i]!));
        const rows = [...world.ports.eventLog.rows.values()];
        expect(rows.map(({ acceptance }) => acceptance).toSorted()).toEqual(
          messages.map(({ detail }) => detail.acceptance).toSorted(),
        );
        for (const project of ['p1', 'p2']) {
          const count = events.filter(([each]) => each === project).length;
          // oxlint-disable-next-line no-await-in-loop -- one project after the other
          expect(await total(world, project)).toMatchObject({
            last_day: { accepted: count, stored: count, dropped: 0 },
          });
        }
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  test('F-b: whatever a project stores, asks and deletes, another sees only its own', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ events }) => {
        const world = logWorld();
        await world.archived(
          await world.accepted(...events.map(([project, id]) => eventText({ id, project }))),
        );
        const own = (project: string): readonly string[] =>
          [...new Set(events.filter(([each]) => each === project).map(([, id]) => id))].toSorted();
        const before = await world.ids('/events', 'p2:u:reader');
        expect(before).toEqual(own('p2'));
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        for (const id of ['a', 'b', 'c'])
          expect((await world.ask(`/events/${id}`, 'p2:u:reader')).status).toBe(
            own('p2').includes(id) ? 200 : 404,
          );
        await world.ask('/events', 'p1:u:member', { method: 'DELETE' });
        expect(await world.ids('/events', 'p2:u:reader')).toEqual(before);
        expect(await world.ids('/events', 'p1:u:reader')).toEqual([]);
        expect((await world.ask('/event_types', 'p3:u:reader')).json).toEqual([]);
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  test('F-c: what the cap drops is counted and told, and with the stored ones is all that was accepted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
        async (cap, sizes) => {
          const warnings: unknown[] = [];
          const world = logWorld({ perProjectPerHour: cap });
          world.ports.log.warn = (_, fields) => void warnings.push(fields);
          let sent = 0;
          for (const size of sizes) {
            const ids = Array.from({ length: size }, (_, i) => `m${sent + i}`);
            // oxlint-disable-next-line no-await-in-loop -- one batch after the other
            const messages = await world.accepted(...ids.map((id) => eventText({ id })));
            // oxlint-disable-next-line no-await-in-loop -- as above
            await world.archived(messages);
            sent += size;
          }
          const stored = Math.min(cap, sent);
          expect(world.ports.eventLog.rows.size).toBe(stored);
          expect(await total(world, 'p1')).toMatchObject({
            last_day: { accepted: sent, stored, dropped: sent - stored },
          });
          expect(warnings.length > 0).toBe(sent > cap);
        },
      ),
      { numRuns: propertyRuns(50) },
    );
  });

  test('F-c: at the cap nothing is dropped, one beyond it is, and the next hour has room again', async () => {
    const world = logWorld({ perProjectPerHour: 3 });
    const outcomesOf = async (...ids: readonly string[]) =>
      world.archived(await world.accepted(...ids.map((id) => eventText({ id }))));
    expect(await outcomesOf('a', 'b', 'c')).toEqual(['stored', 'stored', 'stored']);
    expect(await outcomesOf('d')).toEqual(['dropped']);
    world.ports.clock.advance(3600);
    expect(await outcomesOf('e')).toEqual(['stored']);
  });

  test('F-c: an event that was stored is not dropped when it comes again beyond the cap', async () => {
    const world = logWorld({ perProjectPerHour: 2 });
    const messages = await world.accepted(...['a', 'b', 'c'].map((id) => eventText({ id })));
    expect(await world.archived(messages.slice(0, 1))).toEqual(['stored']);
    // Accepted at the same instant, so either of the others may be stored.
    const [first, ...others] = await world.archived(messages);
    expect(first).toBe('already');
    expect(new Set(others)).toEqual(new Set(['dropped', 'stored']));
  });

  test('F-d: a project that keeps nothing leaves nothing in the store, not even a count', async () => {
    const world = logWorld();
    await world.ask('/storage', 'p1:u:member,reader', {
      method: 'PUT',
      body: JSON.stringify({ keep: 'none' }),
    });
    const messages = await world.accepted(eventText({ id: 'a' }));
    expect(await world.archived(messages)).toEqual(['unkept']);
    expect(world.ports.eventLog.rows.size).toBe(0);
    expect(await world.ports.eventSettings.projects()).toEqual([]);
    expect(await total(world, 'p1')).toMatchObject({ last_day: { accepted: 0 } });
  });

  test('what a project keeps by patterns is stored, the rest is counted as accepted', async () => {
    const world = logWorld();
    await world.ask('/storage', 'p1:u:member,reader', {
      method: 'PUT',
      body: JSON.stringify({ keep: ['compute.*', 'image.delete'], days: 2 }),
    });
    const types = ['compute.x', 'image.delete', 'image.create'];
    const messages = await world.accepted(...types.map((type) => eventText({ id: type, type })));
    expect(await world.archived(messages)).toEqual(['stored', 'stored', 'unkept']);
    expect(await total(world, 'p1')).toMatchObject({
      keep: ['compute.*', 'image.delete'],
      days: 2,
      last_day: { accepted: 3, stored: 2, dropped: 0 },
    });
    world.ports.clock.advance(2 * 86_400 - 1);
    expect(await world.ids('/events')).toHaveLength(2);
    world.ports.clock.advance(1);
    expect(await world.ids('/events')).toEqual([]);
  });

  test('a changed setting counts after half a minute at the latest', async () => {
    const world = logWorld();
    const one = async (id: string) => world.archived(await world.accepted(eventText({ id })));
    expect(await one('a')).toEqual(['stored']);
    await world.ask('/storage', 'p1:u:member,reader', { method: 'PUT', body: '{"keep":"none"}' });
    world.ports.clock.advance(30);
    expect(await one('b')).toEqual(['unkept']);
  });

  test('a failure of one project does not fail the events of another', async () => {
    const world = logWorld();
    const settings = { ...world.ports.eventSettings };
    world.ports.eventSettings.get = (id) =>
      id === 'p1' ? Promise.reject(new Error('throttled')) : settings.get(id);
    const messages = await world.accepted(
      ...['p1', 'p2'].map((project) => eventText({ id: project, project })),
    );
    const [first, second] = await world.archived(messages);
    expect(first).toBeInstanceOf(Error);
    expect(second).toBe('stored');
  });

  test('the instant is that of the acceptance, or the bus’s if the clocks disagree', async () => {
    const world = logWorld();
    const [message] = await world.accepted(eventText({ id: 'm' }));
    const at = world.ports.clock.now();
    const instantWith = async (over: Partial<ArchiveMessage>) =>
      (await readArrival(world.ports, { ...message!, ...over })).at;
    expect(await instantWith({ time: after(at, 5) })).toBe(at);
    expect(await instantWith({ time: after(at, -5) })).toBe(at);
    expect(await instantWith({ time: after(at, 5.001) })).toBe(after(at, 5.001));
    const { at: _at, ...before } = message!.detail;
    expect(await instantWith({ time: '2026-11-23T08:00:00Z', detail: before })).toBe(
      '2026-11-23T08:00:00.000000Z',
    );
  });

  test.each([
    ['no body', { body: undefined }],
    ['a body that is no JSON', { body: '{' }],
    ['a body that no ingest takes', { body: '{"message_id": "m"}' }],
    ['an event of no project', { body: '{"message_id": "m", "event_type": "t"}' }],
  ])('a message with %s can never be stored', async (_, over) => {
    const world = logWorld();
    const [message] = await world.accepted(eventText({ id: 'm' }));
    const detail = { ...message!.detail, ...over };
    await expect(readArrival(world.ports, { ...message!, detail })).rejects.toThrow(Unprocessable);
    await expect(readArrival(world.ports, { ...message!, time: 'x' })).rejects.toThrow(
      Unprocessable,
    );
  });

  test('a message is what EventBridge hands on', () => {
    const detail = {
      v: 1,
      acceptance: 'a',
      id: 'm',
      type: 't',
      tail: 't',
      length: 1,
      project: 'p',
      traits: {},
    };
    const event = {
      version: '0',
      id: 'e',
      'detail-type': 'notification',
      source: 'taibai',
      account: '123456789012',
      time: '2026-11-23T08:00:00Z',
      region: 'eu-west-1',
      resources: [],
      detail,
    };
    expect(archiveMessage.parse(event)).toEqual({ time: event.time, detail });
    expect(archiveMessage.parse({ ...event, 'replay-name': 'r' })).toMatchObject({
      'replay-name': 'r',
    });
  });

  test('a copy keeps what it copies, and the first of the chain', async () => {
    const world = logWorld();
    const [message] = await world.accepted(eventText({ id: 'm' }));
    const replay = { id: 'r', of: 'a2', root: 'a1' };
    await world.archived([{ ...message!, detail: { ...message!.detail, replay } }]);
    expect([...world.ports.eventLog.rows.values()][0]?.replayed).toEqual(replay);
    expect((await world.ask('/events/m')).json).toMatchObject({ replay_of: 'a2' });
  });
});

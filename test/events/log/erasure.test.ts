import { describe, expect, test } from 'vitest';
import { beginErasure, eraseDue } from '../../../functions/events/app/log/erase-events.ts';
import { eventText, logWorld } from '../support/log-world.ts';

const member = 'p1:u:member,reader';

async function emptiedWorld(events = 5) {
  const world = logWorld();
  await world.store(...Array.from({ length: events }, (_, i) => ({ id: `m${i}` })));
  await world.store({ id: 'other', project: 'p2' });
  const { status } = await world.ask('/events', member, { method: 'DELETE' });
  return { world, status, rows: () => world.ports.eventLog.rows.size };
}

describe('DELETE /events/v2/events', () => {
  test('hides all that was stored at once, and the sweeper deletes it', async () => {
    const { world, status, rows } = await emptiedWorld();
    expect(status).toBe(202);
    expect(await world.ids('/events')).toEqual([]);
    expect((await world.ask('/events/m1')).status).toBe(404);
    expect((await world.ask('/event_types')).json).toEqual([]);
    expect(rows()).toBe(6);
    expect(await eraseDue(world.ports)).toEqual({ erased: 0, unfinished: 0 });
    world.ports.clock.advance(60);
    expect(await eraseDue(world.ports)).toEqual({ erased: 1, unfinished: 0 });
    expect(rows()).toBe(1);
    expect(await world.ports.eventTypes.list('p1')).toEqual([]);
    expect(await eraseDue(world.ports)).toEqual({ erased: 0, unfinished: 0 });
  });

  test('spares what is accepted afterwards', async () => {
    const { world } = await emptiedWorld();
    world.ports.clock.advance(30);
    await world.store({ id: 'late' });
    expect(await world.ids('/events')).toEqual(['late']);
    world.ports.clock.advance(60);
    await eraseDue(world.ports);
    expect(await world.ids('/events')).toEqual(['late']);
    expect((await world.ask('/event_types')).json).toHaveLength(1);
  });

  test('an event that was accepted before and arrives after it is not stored', async () => {
    const world = logWorld();
    const messages = await world.accepted(eventText({ id: 'late' }));
    world.ports.clock.advance(1);
    await world.ask('/events', member, { method: 'DELETE' });
    expect(await world.archived(messages)).toEqual(['unkept']);
  });

  test('a sweep that dies is gone on with when its lease is over, and two sweeps do not work on one', async () => {
    const { world, rows } = await emptiedWorld();
    world.ports.clock.advance(60);
    const dying = { ...world.ports.eventLog, erase: () => Promise.reject(new Error('killed')) };
    await expect(eraseDue({ ...world.ports, eventLog: dying })).rejects.toThrow('killed');
    expect(await eraseDue(world.ports)).toEqual({ erased: 0, unfinished: 0 });
    world.ports.clock.advance(120);
    expect(await eraseDue(world.ports)).toEqual({ erased: 1, unfinished: 0 });
    expect(rows()).toBe(1);
  });

  test('what a sweep has no time for is left to the next', async () => {
    const { world, rows } = await emptiedWorld();
    const eventLog = {
      ...world.ports.eventLog,
      erase: async (projectId: string, until: string) => {
        world.ports.clock.advance(20);
        return world.ports.eventLog.erase(projectId, until, 1);
      },
    };
    const ports = { ...world.ports, eventLog };
    world.ports.clock.advance(60);
    expect(await eraseDue(ports)).toEqual({ erased: 0, unfinished: 1 });
    expect(rows()).toBe(4);
    for (let round = 0; round < 3; round += 1) {
      world.ports.clock.advance(120);
      // oxlint-disable-next-line no-await-in-loop -- one sweep after the other
      await eraseDue(ports);
    }
    expect(rows()).toBe(1);
  });

  test('a later deletion wins over one that is under way', async () => {
    const { world, rows } = await emptiedWorld();
    world.ports.clock.advance(60);
    await world.store({ id: 'second' });
    await beginErasure(world.ports, 'p1');
    expect(await world.ids('/events')).toEqual([]);
    world.ports.clock.advance(60);
    await eraseDue(world.ports);
    expect(rows()).toBe(1);
  });
});

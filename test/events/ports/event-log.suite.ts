import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  byGeneratedOrder,
  byLogOrder,
  type NewEvent,
} from '../../../functions/events/core/log/logged-event.ts';
import type { EventLog } from '../../../functions/events/ports.ts';
import { after, instantOf, millisecondsOf } from '../../../functions/platform/core/instant.ts';
import type { Clock, PayloadStore } from '../../../functions/platform/ports.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { standingClock } from '../../support/clock.ts';
import { bodyOf, newEvent, start, taken, withoutBody } from '../support/logged-events.ts';

const plain = (events: readonly NewEvent[]) => events.map((event) => withoutBody(event));
const project = () => `p-${randomUUID()}`;

/** What every implementation of EventLog must do. */
export function eventLogSuite(
  name: string,
  make: (ports: { readonly clock: Clock; readonly payloads: PayloadStore }) => Promise<EventLog>,
): void {
  describe(`EventLog on ${name}`, () => {
    const clock = standingClock(start);
    const payloads = memoryPayloadStore();
    let log: EventLog;
    beforeAll(async () => {
      log = await make({ clock, payloads });
    });
    const stored = async (...events: readonly NewEvent[]) => {
      await log.store(events);
      return events;
    };
    const arrivals = async (projectId: string, range: Parameters<EventLog['byArrival']>[1] = {}) =>
      (await taken(log.byArrival(projectId, range))).map(withoutBody);
    const generated = async (
      projectId: string,
      range: Parameters<EventLog['byGenerated']>[1] = {},
    ) => (await taken(log.byGenerated(projectId, range))).map(withoutBody);

    test('F-a: an event is stored once, however often and with whom it is stored', async () => {
      const projectId = project();
      const [one, two] = [newEvent({ projectId }), newEvent({ projectId })];
      expect(await log.store([one])).toEqual(['stored']);
      expect(await log.store([two, one])).toEqual(['stored', 'already']);
      expect(await log.store([one, two])).toEqual(['already', 'already']);
      expect(await arrivals(projectId)).toEqual(plain([one, two]));
      expect(await log.has([one, newEvent({ projectId }), two])).toEqual([true, false, true]);
    });

    test('F-b: no other project sees an event, by whatever it asks', async () => {
      const [mine, theirs] = [project(), project()];
      const [event] = await stored(newEvent({ projectId: mine }));
      expect(await arrivals(theirs)).toEqual([]);
      expect(await generated(theirs)).toEqual([]);
      expect(await log.byMessage(theirs, event!.messageId)).toEqual([]);
      expect(await log.byAcceptance(theirs, event!.acceptance)).toBeUndefined();
      await log.erase(theirs, after(start, 1e6), 100);
      expect(await arrivals(mine)).toHaveLength(1);
    });

    test('an event comes back as it was stored', async () => {
      const projectId = project();
      const large = JSON.stringify({ noise: Array.from({ length: 800 }, () => randomUUID()) });
      const payload = await payloads.store('events/large', 'x'.repeat(70_000));
      if (!('key' in payload)) throw new Error('the payload is small');
      const events = [
        newEvent({ projectId, messageId: 'plain' }),
        newEvent({ projectId, messageId: 'bulky', body: { kind: 'text', text: large } }),
        newEvent({ projectId, messageId: 'object', body: { kind: 'object', key: payload.key } }),
        newEvent({ projectId, replayed: { id: 'r', of: 'a', root: 'b' } }),
        newEvent({ projectId, messageId: 'é😀'.repeat(300), eventType: 'ü'.repeat(1000) }),
        newEvent({ projectId, messageId: 'nul\0\u0001#' }),
        newEvent({ projectId, acceptance: randomUUID() }),
      ];
      await stored(...events);
      for (const read of [log.byArrival(projectId, {}), log.byGenerated(projectId, {})]) {
        // oxlint-disable-next-line no-await-in-loop -- one order after the other
        const found = await taken(read);
        expect(found.map(withoutBody)).toEqual(plain(events));
        // oxlint-disable-next-line no-await-in-loop -- as above
        const bodies = await Promise.all(found.map((event) => log.bodyOf(event)));
        const body = events[0]?.body;
        expect(bodies[0]).toBe(body?.kind === 'text' && body.text);
        expect(bodies[1]).toBe(large);
        expect(bodies[2]).toBe('x'.repeat(70_000));
      }
      for (const event of events) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const [byId] = await log.byMessage(projectId, event.messageId);
        expect(withoutBody(byId!)).toEqual(withoutBody(event));
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const accepted = await log.byAcceptance(projectId, event.acceptance);
        expect(withoutBody(accepted!)).toEqual(withoutBody(event));
      }
    });

    test('an event of another clock is found by its acceptance', async () => {
      const at = after(start, 7);
      const event = newEvent({ projectId: project(), at });
      const odd = { ...event, at: after(at, 3600) };
      await stored(odd);
      expect(await log.byAcceptance(odd.projectId, odd.acceptance)).toMatchObject({ at: odd.at });
    });

    test('the acceptances of a message id come in the order of the log', async () => {
      const projectId = project();
      const [one, two, three] = ['twice', 'twice', 'once'].map((messageId) =>
        newEvent({ projectId, messageId }),
      );
      await stored(three!, two!, one!);
      expect((await log.byMessage(projectId, 'twice')).map(withoutBody)).toEqual(
        plain([one!, two!]),
      );
    });

    test('what has expired is not found', async () => {
      const projectId = project();
      const event = newEvent({ projectId, at: start, expiresAt: start });
      await stored(event);
      expect(await arrivals(projectId)).toEqual([]);
      expect(await generated(projectId)).toEqual([]);
      expect(await log.byMessage(projectId, event.messageId)).toEqual([]);
      expect(await log.byAcceptance(projectId, event.acceptance)).toBeUndefined();
    });

    test('both orders, in both directions, from any place on, are those of the definition', async () => {
      const projectId = project();
      const instants = fc.integer({ min: 0, max: 9 }).map((second) => after(start, second));
      const many = fc.sample(fc.tuple(instants, instants, fc.constantFrom('a', 'b', 'a!', 'é')), {
        numRuns: 80,
        seed: 7,
      });
      const events = await stored(
        ...many.map(([at, when, messageId]) =>
          newEvent({ projectId, at, generated: when, messageId }),
        ),
      );
      const byArrival = events.toSorted(byLogOrder);
      const byTime = events.toSorted(byGeneratedOrder);
      expect(await arrivals(projectId)).toEqual(plain(byArrival));
      expect(await generated(projectId)).toEqual(plain(byTime));
      expect(await arrivals(projectId, { backwards: true })).toEqual(plain(byArrival.toReversed()));
      expect(await generated(projectId, { backwards: true, expected: 3 })).toEqual(
        plain(byTime.toReversed()),
      );
      for (const at of [0, 17, 40, 79]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await arrivals(projectId, { after: byArrival[at] })).toEqual(
          plain(byArrival.slice(at + 1)),
        );
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await generated(projectId, { after: byTime[at], backwards: true })).toEqual(
          plain(byTime.slice(0, at).toReversed()),
        );
      }
      const [from, to] = [after(start, 3), after(start, 6)];
      expect(await arrivals(projectId, { from, to, expected: 1 })).toEqual(
        plain(byArrival.filter(({ at }) => at >= from && at < to)),
      );
      expect(await generated(projectId, { from, to, after: byTime[40] })).toEqual(
        plain(byTime.slice(41).filter(({ generated: when }) => when >= from && when < to)),
      );
      expect(await arrivals(projectId, { from: to, to: from })).toEqual([]);
    });

    test('an erasure deletes what was accepted until then, a bounded number at a time', async () => {
      const projectId = project();
      const events = await stored(
        ...Array.from({ length: 60 }, (_, i) =>
          newEvent({ projectId, at: instantOf(millisecondsOf(start) + i * 1000) }),
        ),
      );
      const until = events[49]!.at;
      let outcome = await log.erase(projectId, until, 20);
      expect(outcome).toBe('more');
      expect(await arrivals(projectId)).toHaveLength(40);
      for (let round = 0; outcome === 'more' && round < 5; round += 1)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        outcome = await log.erase(projectId, until, 20);
      expect(outcome).toBe('done');
      expect(await arrivals(projectId)).toEqual(plain(events.slice(50)));
      expect(await generated(projectId)).toEqual(plain(events.slice(50)));
    });

    test('a body is the event’s own text', async () => {
      const projectId = project();
      const text = bodyOf({ messageId: 'm', eventType: 't', projectId, traits: [['f', 3, 1.5]] });
      await stored(newEvent({ projectId, messageId: 'm', body: { kind: 'text', text } }));
      const [found] = await log.byMessage(projectId, 'm');
      expect(await log.bodyOf(found!)).toBe(text);
    });
  });
}

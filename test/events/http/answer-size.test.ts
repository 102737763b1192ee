import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsWorld } from '../support/events-world.ts';
import { anEvent } from '../support/event-world.ts';

const list = (count: number, event: string) =>
  `[${Array.from({ length: count }, () => event).join(',')}]`;

test('an answer has at most 64 kB and twice the bytes of its request', async () => {
  const item = fc.constantFrom(
    '0',
    '{}',
    '[]',
    'null',
    '"x"',
    anEvent(),
    anEvent({ id: 'm'.repeat(900) }),
  );
  await fc.assert(
    fc.asyncProperty(item, fc.integer({ min: 1, max: 5000 }), async (event, count) => {
      const request = list(count, event);
      const { text } = await eventsWorld().post(request);
      expect(text.length).toBeLessThan(64 * 1024 + 2 * request.length + 100);
    }),
    { numRuns: 12 },
  );
});

test('the results that are left out are counted', async () => {
  const { text, results, status } = await eventsWorld().post(list(5000, '0'));
  expect(status).toBe(400);
  expect(results.length).toBeGreaterThan(500);
  expect(JSON.parse(text).omitted).toEqual({ accepted: 0, refused: 5000 - results.length });
});

test('every accepted event of an ordinary list has its result', async () => {
  const { text, results } = await eventsWorld().post(list(5000, anEvent()));
  expect(results).toHaveLength(5000);
  expect(JSON.parse(text)).not.toHaveProperty('omitted');
});

test('a request has at most 5000 events', async () => {
  expect((await eventsWorld().post(list(5000, anEvent()))).status).toBe(202);
  const { status, text } = await eventsWorld().post(list(5001, '0'));
  expect([status, JSON.parse(text).error.message]).toEqual([
    413,
    'The request has more than 5000 events.',
  ]);
});

import { describe, expect, test } from 'vitest';
import { logLimits } from '../../../functions/events/core/log/log-limits.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { bodyOf, newEvent, start } from '../support/logged-events.ts';
import { eventText, logWorld } from '../support/log-world.ts';

/** A project with so many events, a millisecond apart, the last of which is of another type. */
async function longLog(count: number) {
  const world = logWorld();
  const projectId = 'p1';
  const events = Array.from({ length: count }, (_, i) => {
    const at = after(start, i / 1000);
    const messageId = `m${String(i).padStart(6, '0')}`;
    const eventType = i === count - 1 ? 'rare' : 'usual';
    const text = bodyOf({ projectId, messageId, eventType });
    return newEvent({
      projectId,
      at,
      generated: at,
      messageId,
      eventType,
      body: { kind: 'text', text },
    });
  });
  await world.ports.eventLog.store(events);
  return world;
}

const rare = '/events?q.field=event_type&q.value=rare';

describe('a page', () => {
  test('looks at as many rows as it may, and needs no way on', async () => {
    const world = await longLog(logLimits.examined);
    const { headers, text } = await world.ask(rare);
    expect(JSON.parse(text)).toHaveLength(1);
    expect(headers.get('x-taibai-examined')).toBe(String(logLimits.examined));
    expect(headers.get('link')).toBeNull();
  });

  test('ends before one row more, says so, and the way on leads to the rest', async () => {
    const world = await longLog(logLimits.examined + 1);
    const { headers, text } = await world.ask(rare);
    expect(JSON.parse(text)).toEqual([]);
    expect(headers.get('warning')).toMatch(/^299 - "The page ended after 20000 events/);
    const [, next = ''] = /<http:\/\/taibai\.example\/events\/v2(\/events[^>]*)>; rel="next"/.exec(
      headers.get('link') ?? '',
    )!;
    const rest = await world.ask(next);
    expect(JSON.parse(rest.text)).toHaveLength(1);
    expect(rest.headers.get('link')).toBeNull();
  });

  test('cannot be sorted by message ids over more rows than it may look at', async () => {
    const world = await longLog(logLimits.examined + 1);
    const [status, words] = await world.refusal('/events?sort=message_id');
    expect(status).toBe(400);
    expect(words).toContain('narrower range');
  });

  test('has as many events as the largest limit, which may not be passed', async () => {
    const world = await longLog(logLimits.pageEvents + 1);
    expect(await world.ids(`/events?limit=${logLimits.pageEvents}`)).toHaveLength(
      logLimits.pageEvents,
    );
    const [status] = await world.refusal(`/events?limit=${logLimits.pageEvents + 1}`);
    expect(status).toBe(400);
    expect(await world.ids('/events')).toHaveLength(logLimits.pageEventsByDefault);
  });

  test('of large events ends early, and pages together have them all once', async () => {
    const world = logWorld();
    const raw = 'x'.repeat(1024 * 1024);
    await world.ports.eventLog.store(
      Array.from({ length: 20 }, (_, i) => {
        const messageId = `m${i + 10}`;
        const text = eventText({ id: messageId, raw });
        return newEvent({ projectId: 'p1', messageId, body: { kind: 'text', text } });
      }),
    );
    const seen: string[] = [];
    let path: string | undefined = '/events?limit=1000';
    while (path !== undefined) {
      // oxlint-disable-next-line no-await-in-loop -- each page names the next
      const response = await world.app.request(`/events/v2${path}`, {
        headers: { 'x-auth-token': 'p1:u:reader' },
      });
      const location = response.headers.get('location') ?? '';
      const listed: readonly { readonly message_id: string }[] = JSON.parse(
        world.ports.payloads.objects.get(location) ?? '[]',
      );
      seen.push(...listed.map(({ message_id: id }) => id));
      path = /events\/v2(\/events[^>]*)>/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toHaveLength(20);
    expect(new Set(seen).size).toBe(20);
  });

  test.each([
    [
      'conditions',
      logLimits.conditions,
      (n: number) => Array.from({ length: n }, () => 'q.field=a&q.value=b').join('&'),
    ],
    [
      'characters of a field',
      logLimits.conditionCharacters,
      (n: number) => `q.field=${'a'.repeat(n)}&q.value=b`,
    ],
    [
      'characters of a value',
      logLimits.conditionCharacters,
      (n: number) => `q.field=a&q.value=${'b'.repeat(n)}`,
    ],
    ['sort keys', 4, (n: number) => Array.from({ length: n }, () => 'sort=generated').join('&')],
  ])('takes as many %s as it may, and refuses one more', async (_, most, query) => {
    const world = logWorld();
    expect((await world.ask(`/events?${query(most)}`)).status).toBe(200);
    expect((await world.ask(`/events?${query(most + 1)}`)).status).toBe(400);
  });

  test('refuses a marker that is too long in other words than one that is unknown', async () => {
    const world = logWorld();
    const words = async (n: number) => (await world.refusal(`/events?marker=${'m'.repeat(n)}`))[1];
    expect(await words(logLimits.conditionCharacters)).toContain('No event has');
    expect(await words(logLimits.conditionCharacters + 1)).toContain('longer than');
  });
});

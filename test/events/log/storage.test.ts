import { describe, expect, test } from 'vitest';
import { logLimits } from '../../../functions/events/core/log/log-limits.ts';
import { logWorld } from '../support/log-world.ts';

const member = 'p1:u:member,reader';
const put = (body: unknown) => ({
  method: 'PUT',
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('the settings of a project', () => {
  test('are those of the deployment until it sets its own', async () => {
    const world = logWorld({ days: 3, maxDays: 10, perProjectPerHour: 50 });
    expect((await world.ask('/storage')).json).toMatchObject({
      keep: 'all',
      days: { value: '3' },
      max_days: { value: '10' },
      per_hour: { value: '50' },
      emptied_at: null,
    });
    expect((await world.ask('/storage', member, put({ keep: 'none' }))).text).toContain(
      '"keep": "none", "days": 3',
    );
    expect((await world.ask('/storage', member, put({ days: 10 }))).text).toContain(
      '"keep": "none", "days": 10',
    );
    expect((await world.ask('/storage', 'p2:u:reader')).text).toContain('"keep": "all"');
  });

  const full = Array.from({ length: logLimits.patterns }, () =>
    'x'.repeat(logLimits.patternCharacters),
  );
  test('take as many and as long patterns as they may have', async () => {
    const world = logWorld();
    expect((await world.ask('/storage', member, put({ keep: full }))).status).toBe(200);
  });

  test.each([
    ['one pattern more', { keep: [...full, 'x'] }, 'keep'],
    ['a longer pattern', { keep: ['x'.repeat(logLimits.patternCharacters + 1)] }, 'keep'],
    ['no pattern', { keep: [] }, 'keep'],
    ['an empty pattern', { keep: [''] }, 'keep'],
    ['half of a surrogate pair', '{"keep": ["\\ud800"]}', 'keep'],
    ['another word', { keep: 'some' }, 'keep'],
    ['more days than the deployment allows', { days: 31 }, 'days'],
    ['no day', { days: 0 }, 'days'],
    ['half a day', { days: 1.5 }, 'days'],
    ['an unknown member', { hours: 3 }, 'data'],
    ['a list', [], 'data'],
    ['no JSON', '{', 'JSON'],
    ['a body that is too large', ' '.repeat(logLimits.bodyBytes + 1), 'larger'],
  ])('refuse %s and name it', async (_, body, named) => {
    const world = logWorld();
    const [status, words] = await world.refusal('/storage', member, put(body));
    expect([400, 413]).toContain(status);
    expect(words).toContain(named);
  });

  test('are changed by members alone', async () => {
    const world = logWorld();
    expect((await world.refusal('/storage', 'p1:u:reader', put({ days: 1 })))[0]).toBe(403);
  });
});

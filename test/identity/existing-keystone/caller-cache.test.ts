import { expect, test } from 'vitest';
import { callerCache } from '../../../functions/identity/existing-keystone/client/caller-cache.ts';
import { sha256Secrets } from '../../../functions/identity/node/sha256.ts';
import { standingClock } from '../../support/clock.ts';

/** A cache in front of a Keystone that accepts every token except `junk…`, and records the tokens it validates. */
function arrange() {
  const whoIs = callerCache(
    { cacheSeconds: 60 },
    { clock: standingClock(), secrets: sha256Secrets },
  );
  const asked: string[] = [];
  const ask = (token: string) =>
    whoIs([token], async () => {
      asked.push(token);
      if (token.startsWith('junk')) return undefined;
      return {
        user: { id: token },
        project: { id: 'p1' },
        roles: [],
        expires_at: '2027-01-01T00:00:00Z',
      };
    });
  const many = (prefix: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => ask(`${prefix}${at}`)));
  return { ask, asked, many };
}

test('a thousand callers are cached; the least recently used one is evicted', async () => {
  const { ask, asked, many } = arrange();
  await ask('used');
  await ask('unused');
  await many('t', 998);
  await ask('used');
  await ask('one-more');
  expect(asked).toHaveLength(1001);
  expect(await ask('used')).toMatchObject({ userId: 'used' });
  expect(asked).toHaveLength(1001);
  await ask('unused');
  expect(asked).toHaveLength(1002);
});

test('wrong tokens do not evict callers', async () => {
  const { ask, asked, many } = arrange();
  await ask('good');
  await many('junk', 5000);
  expect(await ask('good')).toMatchObject({ userId: 'good' });
  expect(asked.filter((token) => token === 'good')).toHaveLength(1);
});

test('at most a thousand wrong tokens are cached', async () => {
  const { ask, asked, many } = arrange();
  await many('junk', 1001);
  await ask('junk1000');
  expect(asked).toHaveLength(1001);
  await ask('junk0');
  expect(asked).toHaveLength(1002);
});

test('credentials that are equal when concatenated are not confused', async () => {
  const whoIs = callerCache(
    { cacheSeconds: 60 },
    { clock: standingClock(), secrets: sha256Secrets },
  );
  const asked: string[] = [];
  const ask = (...credential: readonly string[]) =>
    whoIs(credential, async () => {
      asked.push(JSON.stringify(credential));
      return undefined;
    });
  await ask('ab', 'c');
  await ask('a', 'bc');
  await ask('abc');
  expect(asked).toHaveLength(3);
});

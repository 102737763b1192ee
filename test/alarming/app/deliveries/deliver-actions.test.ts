import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { nodePoster } from '../../../../functions/alarming/node/poster.ts';
import { deliverActions } from '../../../../functions/alarming/app/deliveries/deliver-actions.ts';
import { networksOf } from '../../../../functions/alarming/core/delivery/address-guard.ts';
import { millisecondsOf } from '../../../../functions/platform/core/instant.ts';
import { deliveryIdOf, messageOf, start } from '../../support/delivery.ts';
import { answering, deliveryWorld, mortal, unreachable } from '../../support/delivery-world.ts';
import { listen } from '../../../support/listen.ts';

const a = 'http://a.example/hook';
const b = 'http://b.example/hook';

const flaky = () =>
  deliveryWorld((url, attempt) => answering(url === a && attempt < 9 ? 503 : 200));

describe('delivering the actions of a firing', () => {
  test("each action gets Aodh's body and headers, and is recorded", async () => {
    const world = deliveryWorld();
    await world.run([messageOf(a, b)]);
    expect(world.posts).toEqual(
      [a, b].map((url) => ({
        url,
        body: '{"alarm_id": "alarm"}',
        headers: {
          'content-type': 'application/json',
          'x-openstack-request-id': expect.stringMatching(/^req-[0-9a-f-]{36}$/),
          'user-agent': 'taibai',
        },
      })),
    );
    expect(await world.deliveries.get('project', deliveryIdOf(1))).toMatchObject({
      position: 1,
      url: b,
      state: 'delivered',
      dueAt: null,
      attempts: [{ attempt: 1, at: start, outcome: { kind: 'delivered', status: 200 } }],
    });
  });

  test('what follows from a replay says so, in retries too', async () => {
    const world = deliveryWorld((_url, attempt) => answering(attempt < 2 ? 503 : 200));
    const cause = { alarmId: 'alarm', transitionId: 't', replayId: 'r1' };
    await world.run([{ ...messageOf(a), cause }]);
    const named = world.posts.map(({ headers }) => headers['x-taibai-replay']);
    expect(named).toEqual(['r1', 'r1']);
  });

  test('a body that is too large for a message is loaded', async () => {
    const world = deliveryWorld();
    await world.run([{ ...messageOf(a), body: { key: 'large' } }]);
    expect(world.posts[0]?.body).toBe('content of large');
  });

  test('a message delivered twice posts once', async () => {
    const world = deliveryWorld();
    await world.run([messageOf(a, b), messageOf(a, b)]);
    expect(world.posts).toHaveLength(2);
  });

  test('only actions without a recorded attempt are delivered', async () => {
    const world = deliveryWorld();
    await world.run([messageOf(a)]);
    await world.run([messageOf(a, b)]);
    expect(world.posts.map(({ url }) => url)).toEqual([a, b]);
  });

  test('more actions than run at once are delivered in order', async () => {
    const urls = Array.from({ length: 120 }, (_, n) => `http://${n}.example/`);
    const world = deliveryWorld();
    await world.run([messageOf(...urls)]);
    expect(world.posts.map(({ url }) => url)).toEqual(urls);
  });

  test.each(['ftp://host/', 'zaqar://?topic=x', 'trust+http://host/', 'test://', 'nonsense'])(
    '%s is skipped, recorded, and delays nothing',
    async (url) => {
      const world = deliveryWorld();
      await world.run([messageOf(url, b)]);
      expect(world.posts.map((post) => post.url)).toEqual([b]);
      expect(await world.deliveries.get('project', deliveryIdOf(0))).toMatchObject({
        state: 'failed',
        attempts: [{ outcome: { kind: 'refused' } }],
      });
    },
  );

  test('a trust action goes only to our own services, with a token of the alarm’s owner', async () => {
    const world = deliveryWorld();
    const id = await world.ports.trustTokens.create('a token');
    const own = `taibai.example/v1/webhooks/x/invoke?a=b`;
    await world.run([
      messageOf(
        `trust+http://${id}:delete@${own}`,
        `trust+http://${id}:delete@elsewhere.example/v1/x`,
        `trust+http://${own}`,
      ),
    ]);
    expect(world.posts).toMatchObject([
      { url: `http://${own}`, onlyHere: true, headers: { 'x-auth-token': `token of ${id}` } },
    ]);
    const [first, second, third] = await Promise.all(
      [0, 1, 2].map((place) => world.deliveries.get('project', deliveryIdOf(place))),
    );
    expect([first?.state, second?.state, third?.state]).toEqual(['delivered', 'failed', 'failed']);
    expect(JSON.stringify(world.logged)).not.toContain(`${id}`);
  });

  test('what a trust action is answered is not recorded', async () => {
    const world = deliveryWorld(() => ({ ...answering(200), answer: 'a signing secret' }));
    const id = await world.ports.trustTokens.create('a token');
    await world.run([
      messageOf(`trust+http://${id}:delete@taibai.example/v1/x`, 'http://receiver.example/'),
    ]);
    const answers = await Promise.all(
      [0, 1].map(async (position) => {
        const delivery = await world.deliveries.get('project', deliveryIdOf(position));
        return delivery?.attempts.map(({ answer }) => answer);
      }),
    );
    expect(answers).toEqual([[''], ['a signing secret']]);
  });

  test('an action whose trust has ended is refused', async () => {
    const world = deliveryWorld();
    const id = (await world.ports.trustTokens.create('a token')) ?? '';
    await world.ports.trustTokens.end(id);
    await world.run([messageOf(`trust+http://${id}@taibai.example/v1/x`)]);
    expect(world.posts).toEqual([]);
    expect(await world.deliveries.get('project', deliveryIdOf(0))).toMatchObject({
      state: 'failed',
      attempts: [{ outcome: { kind: 'refused', reason: 'the trust is void' } }],
    });
  });

  test('log:// logs a line without the payload', async () => {
    const world = deliveryWorld();
    await world.run([messageOf('log://')]);
    expect(world.logged).toContainEqual({
      message: 'alarm fired',
      fields: { projectId: 'project', alarmId: 'alarm', firingId: 'firing' },
    });
    expect(await world.deliveries.get('project', deliveryIdOf(0))).toMatchObject({
      state: 'delivered',
    });
  });

  test('the log contains no URLs and no bodies', async () => {
    const world = deliveryWorld(() => answering(500));
    await world.run([messageOf('http://user:word@a.example/secret?token=1')]);
    expect(JSON.stringify(world.logged)).not.toMatch(/word|secret|token|alarm_id/);
  });
});

describe('a failed attempt', () => {
  const retried = [408, 429, 500, 502, 503, 504, 599];
  const final = [300, 302, 307, 400, 401, 403, 404, 405, 409, 410, 413, 422];

  test.each(retried)('%i is retried', async (status) => {
    const world = deliveryWorld((_url, attempt) => answering(attempt < 3 ? status : 204));
    await world.run([messageOf(a)]);
    const delivery = await world.deliveries.get('project', deliveryIdOf(0));
    expect(delivery?.state).toBe('delivered');
    expect(delivery?.attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  test.each(final)('%i is final', async (status) => {
    const world = deliveryWorld(() => answering(status));
    await world.run([messageOf(a)]);
    expect(world.posts).toHaveLength(1);
    expect(await world.deliveries.get('project', deliveryIdOf(0))).toMatchObject({
      state: 'failed',
      dueAt: null,
    });
  });

  test('a refused address is final', async () => {
    const world = deliveryWorld(() => ({
      outcome: { kind: 'refused', reason: 'not a public address (loopback)' },
      answer: '',
      latencyMilliseconds: 0,
    }));
    await world.run([messageOf(a)]);
    expect(world.posts).toHaveLength(1);
    expect(await world.deliveries.get('project', deliveryIdOf(0))).toMatchObject({
      state: 'failed',
    });
  });

  test('an unreachable receiver is retried for hours, first by the queue and then by due rows', async () => {
    const world = deliveryWorld(() => unreachable);
    await world.run([messageOf(a)]);
    const delivery = await world.deliveries.get('project', deliveryIdOf(0));
    expect(delivery).toMatchObject({ state: 'dead', attempt: 12, dueAt: null });
    const hours = (millisecondsOf(world.clock.now()) - millisecondsOf(start)) / 3_600_000;
    expect(hours).toBeGreaterThan(10);
    expect(hours).toBeLessThan(24);
  });

  test('is retried after the wait that the receiver asks for', async () => {
    const world = deliveryWorld((_url, attempt) =>
      attempt === 1 ? answering(429, '240') : answering(200),
    );
    await world.run([messageOf(a)]);
    expect(millisecondsOf(world.clock.now()) - millisecondsOf(start)).toBe(240_000);
  });

  test('does not delay the next action, and delivered actions are not posted again', async () => {
    const world = deliveryWorld((url, attempt) => answering(url === a && attempt < 3 ? 500 : 200));
    await world.run([messageOf(a, b)]);
    expect(world.posts.map(({ url }) => url)).toEqual([a, b, a, a]);
  });
});

describe('a notifier killed at any step', () => {
  test.each(['before', 'after'] as const)(
    '%s any call, nothing is lost and nothing is recorded twice',
    async (when) => {
      const whole = flaky();
      const counted = mortal(whole.ports, Number.POSITIVE_INFINITY, when);
      await whole.run([messageOf(a, b)], counted.ports);
      expect(counted.calls.made).toBeGreaterThan(30);

      for (let nth = 1; nth <= counted.calls.made; nth += 1) {
        const world = flaky();
        // oxlint-disable-next-line no-await-in-loop -- one death after the other
        await world.run([messageOf(a, b)], mortal(world.ports, nth, when).ports);
        for (const position of [0, 1]) {
          // oxlint-disable-next-line no-await-in-loop -- one death after the other
          const delivery = await world.deliveries.get('project', deliveryIdOf(position));
          const attempts = delivery?.attempts.map(({ attempt }) => attempt) ?? [];
          expect(delivery, `killed ${when} call ${nth}`).toMatchObject({ state: 'delivered' });
          expect(attempts).toEqual(Array.from(attempts, (_, index) => index + 1));
          expect(new Set(attempts).size).toBe(attempts.length);
        }
        expect(world.posts.length).toBeLessThanOrEqual(whole.posts.length + 1);
      }
    },
  );
});

test('a receiver that hangs delays neither the next action nor its record', async () => {
  const arrived: string[] = [];
  const server = createServer((request, response) => {
    arrived.push(request.url ?? '');
    if (request.url !== '/hangs') response.end();
  });
  const port = await listen(server);
  const world = deliveryWorld();
  const limits = { connectMilliseconds: 200, totalMilliseconds: 300, answerBytes: 100 };
  const poster = nodePoster({ allowedNetworks: networksOf('127.0.0.0/8'), limits });
  await deliverActions(
    { ...world.ports, poster },
    messageOf(
      `http://127.0.0.1:${port}/hangs`,
      'http://10.0.0.1/',
      `http://127.0.0.1:${port}/next`,
    ),
  );
  server.closeAllConnections();
  server.close();
  expect(arrived).toEqual(['/hangs', '/next']);
  const [hung, refused, next] = await Promise.all(
    [0, 1, 2].map((position) => world.deliveries.get('project', deliveryIdOf(position))),
  );
  expect(hung).toMatchObject({ state: 'pending', attempts: [{ outcome: { kind: 'timed-out' } }] });
  expect(refused).toMatchObject({ state: 'failed', attempts: [{ outcome: { kind: 'refused' } }] });
  expect(next?.state).toBe('delivered');
  expect(next?.attempts[0]?.latencyMilliseconds).toBeLessThan(250);
});

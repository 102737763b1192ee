import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { maximumFailures } from '../../functions/identity/core/login-limits.ts';
import type { Session } from '../../local/session.ts';
import { notification } from '../support/deployed.ts';
import { localStack, request, session } from '../support/local-stack.ts';
import { newcomer } from '../support/newcomer.ts';

const made = z.object({ id: z.string() });
let admin: Session;

beforeAll(async () => {
  admin = await session({ user: 'admin' });
});

/** Creates an application credential of the user, and a token from it. */
async function credentialOf(own: Session) {
  const path = `/identity/v3/users/${own.userId}/application_credentials`;
  const answer = await request(own, 'POST', path, { application_credential: { name: 'ci' } });
  const { application_credential: credential } = z
    .object({ application_credential: made.extend({ secret: z.string() }) })
    .parse(await answer.json());
  const identity = { methods: ['application_credential'], application_credential: credential };
  const login = await request(own, 'POST', '/identity/v3/auth/tokens', { auth: { identity } });
  const { id, secret } = credential;
  return {
    id,
    path: `${path}/${id}`,
    basic: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    from: { ...own, token: login.headers.get('x-subject-token') ?? '' },
  };
}

const services = (own: Session) => [
  () => request(own, 'GET', '/v1/functions'),
  () => request(own, 'GET', '/alarming/v2/alarms'),
  () => request(own, 'POST', '/events', notification(own, 'test.end', randomUUID())),
];

/** Repeats the requests for seven seconds, and returns the statuses of those sent after five. */
async function statusesAfterFiveSeconds(asks: readonly (() => Promise<Response>)[], since: number) {
  const late: number[] = [];
  for (let at = 0; at < 7000; at = Date.now() - since) {
    const sent = at;
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    const answers = await Promise.all(asks.map((ask) => ask()));
    if (sent >= 5000) late.push(...answers.map(({ status }) => status));
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sleep(200);
  }
  return late;
}

describe.concurrent('on a deployment', () => {
  test('removing a role revokes the tokens for the project, at once in the identity API and within five seconds elsewhere', async () => {
    const { role, own } = await newcomer(admin);
    for (const ask of services(own)) expect((await ask()).status).toBeLessThan(300);
    expect((await request(admin, 'DELETE', role)).status).toBe(204);
    const since = Date.now();
    expect((await request(own, 'GET', '/identity/v3/auth/projects')).status).toBe(401);
    const late = await statusesAfterFiveSeconds(services(own), since);
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late)).toEqual(new Set([401]));
  });

  test('deleting an application credential revokes it and its tokens, but not its user’s token', async () => {
    const { own } = await newcomer(admin);
    const { path, basic, from } = await credentialOf(own);
    const byBasic = () =>
      fetch(`${localStack.url}/events`, {
        method: 'POST',
        headers: basic,
        body: JSON.stringify(notification(own, 'test.end', randomUUID())),
      });
    const asks = [...services(from), byBasic];
    for (const ask of asks) expect((await ask()).status).toBeLessThan(300);
    expect((await request(own, 'DELETE', path)).status).toBe(204);
    const since = Date.now();
    expect((await request(from, 'GET', '/identity/v3/auth/projects')).status).toBe(401);
    const late = await statusesAfterFiveSeconds(asks, since);
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late)).toEqual(new Set([401]));
    for (const ask of services(own)) expect((await ask()).status).toBeLessThan(300);
  });

  test('guesses at the secret of an application credential by HTTP Basic are throttled, and its owner at a usual source still gets in', async () => {
    const { own } = await newcomer(admin);
    const { id, basic } = await credentialOf(own);
    const publish = (headers: Readonly<Record<string, string>>) =>
      fetch(`${localStack.url}/events`, {
        method: 'POST',
        headers,
        body: JSON.stringify(notification(own, 'test.guess', randomUUID())),
      });
    const guess = (secret: number) =>
      publish({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });
    let guesses = 0;
    let answer = await guess(guesses);
    // A window may end meanwhile, so there may be twice as many guesses.
    while (!answer.headers.has('retry-after') && guesses < 2 * maximumFailures.unusualSources) {
      guesses += 1;
      expect(answer.status).toBe(401);
      // oxlint-disable-next-line no-await-in-loop -- one guess after the other
      answer = await guess(guesses);
    }
    expect(answer.status).toBe(401);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await publish(basic)).status).toBe(202);
  });
});

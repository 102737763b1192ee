import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keystoneAuthenticator } from '../../../functions/adapters/keystone/authenticator.ts';
import { Fault } from '../../../functions/core/fault.ts';
import { after } from '../../../functions/core/instant.ts';
import { standingClock } from '../../support/clock.ts';
import { keystoneServer, theServiceUser, tokenBody } from '../../support/keystone-server.ts';

let keystone: Awaited<ReturnType<typeof keystoneServer>>;
let clock: ReturnType<typeof standingClock>;
let secret: string;
beforeEach(async () => {
  keystone = await keystoneServer();
  clock = standingClock();
  secret = JSON.stringify(theServiceUser);
});
afterEach(() => keystone.close());

const gate = () =>
  keystoneAuthenticator(
    { url: keystone.url, credential: async () => secret },
    { clock, rememberSeconds: 5 },
  );
const alice = { userId: 'alice', projectId: 'shop', roles: ['member', 'reader'] };
const lookedAt = () => keystone.requests.filter((request) => request.startsWith('GET'));
const logins = () => keystone.requests.filter((request) => request.startsWith('POST'));
const unavailable = expect.objectContaining({ code: 'unavailable' });

describe('a token of an existing Keystone', () => {
  beforeEach(() => keystone.tokens.set('alice', tokenBody('alice')));

  test('stands for its user in its project, with the roles that mean something here', async () => {
    expect(await gate().byToken('alice')).toEqual(alice);
  });

  test.each([
    ['unscoped', { project: undefined, roles: undefined }],
    ['domain-scoped', { project: undefined, domain: { id: 'default', name: 'Default' } }],
    ['system-scoped', { project: undefined, system: { all: true } }],
  ])('that is %s stands for nobody here', async (_scope, over) => {
    keystone.tokens.set('other', tokenBody('alice', over));
    expect(await gate().byToken('other')).toBeUndefined();
  });

  test('that is unknown there is nobody’s, and remembered as such', async () => {
    const door = gate();
    expect(await door.byToken('unknown')).toBeUndefined();
    expect(await door.byToken('unknown')).toBeUndefined();
    expect(lookedAt()).toHaveLength(1);
    clock.advance(5);
    keystone.tokens.set('unknown', tokenBody('alice'));
    expect(await door.byToken('unknown')).toEqual(alice);
  });

  test.each(['', 'with space', 'with\nnewline', 'ümlaut', 'x'.repeat(20_000)])(
    'that no header could carry is nobody’s, and nobody is asked: %#',
    async (token) => {
      expect(await gate().byToken(token)).toBeUndefined();
      expect(keystone.requests).toEqual([]);
    },
  );

  test('is asked for once by many at once, and not again while it is remembered', async () => {
    const door = gate();
    const callers = await Promise.all(Array.from({ length: 20 }, () => door.byToken('alice')));
    expect(callers).toEqual(callers.map(() => alice));
    clock.advance(4);
    expect(await door.byToken('alice')).toEqual(alice);
    expect(lookedAt()).toHaveLength(1);
    expect(logins()).toHaveLength(1);
  });

  test('that was revoked ends when it is remembered no longer', async () => {
    const door = gate();
    await door.byToken('alice');
    keystone.tokens.delete('alice');
    clock.advance(4);
    expect(await door.byToken('alice')).toEqual(alice);
    clock.advance(1);
    expect(await door.byToken('alice')).toBeUndefined();
  });

  test('counts no longer than Keystone said it would', async () => {
    const end = after(clock.now(), 2);
    keystone.tokens.set('short', tokenBody('alice', { expires_at: end }));
    const door = gate();
    expect(await door.byToken('short')).toEqual(alice);
    keystone.tokens.delete('short');
    clock.advance(2);
    expect(await door.byToken('short')).toBeUndefined();
  });

  test('is not forgotten for a flood of others that are nobody’s', async () => {
    const door = gate();
    await door.byToken('alice');
    for (let batch = 0; batch < 11; batch += 1)
      await Promise.all(
        Array.from({ length: 100 }, (_, each) => door.byToken(`junk-${batch}-${each}`)),
      );
    const before = lookedAt().length;
    expect(await door.byToken('alice')).toEqual(alice);
    expect(lookedAt()).toHaveLength(before);
    expect(await door.byToken('junk-0-0')).toBeUndefined();
    expect(lookedAt()).toHaveLength(before + 1);
  });
});

describe('our own service user', () => {
  beforeEach(() => keystone.tokens.set('alice', tokenBody('alice')));

  test('logs in again when his token has ended before its time, with the secret as it is then', async () => {
    const door = gate();
    await door.byToken('alice');
    keystone.endServiceToken();
    clock.advance(5);
    expect(await door.byToken('alice')).toEqual(alice);
    expect(logins()).toHaveLength(2);
  });

  test('that Keystone refuses makes nobody a stranger: the service is not to be had', async () => {
    secret = JSON.stringify({ ...theServiceUser, password: 'wrong' });
    const door = gate();
    await expect(door.byToken('alice')).rejects.toEqual(unavailable);
    secret = JSON.stringify(theServiceUser);
    expect(await door.byToken('alice')).toEqual(alice);
  });

  test.each(['', 'no JSON: service-password', '{"username": "taibai", "password": 5}'])(
    'whose secret nobody can read is a mistake that names no secret: %#',
    async (text) => {
      secret = text;
      const failure = await gate()
        .byToken('alice')
        .catch((error: unknown) => error);
      expect(String(failure)).toMatch(/secret of Keystone's service user/);
      expect(String(failure)).not.toContain('service-password');
    },
  );
});

describe('an application credential', () => {
  beforeEach(() => keystone.credentials.set('id:right', tokenBody('alice')));

  test('stands for its user while Keystone says so', async () => {
    const door = gate();
    expect(await door.byApplicationCredential('id', 'right')).toEqual(alice);
    keystone.credentials.clear();
    expect(await door.byApplicationCredential('id', 'right')).toEqual(alice);
    clock.advance(5);
    expect(await door.byApplicationCredential('id', 'right')).toBeUndefined();
  });

  test('with a wrong secret stands for nobody, and a right one is not it', async () => {
    const door = gate();
    expect(await door.byApplicationCredential('id', 'wrong')).toBeUndefined();
    expect(await door.byApplicationCredential('id', 'right')).toEqual(alice);
  });
});

describe('a Keystone that does not work', () => {
  beforeEach(() => keystone.tokens.set('alice', tokenBody('alice')));

  test.each([
    ['answers 500', (response) => response.writeHead(500).end()],
    ['answers 429', (response) => response.writeHead(429).end()],
    ['sends elsewhere', (response) => response.writeHead(302, { location: '/' }).end()],
    ['hangs up', (response) => response.destroy()],
    ['answers with no JSON', (response) => response.writeHead(200).end('<html>')],
    ['answers with another shape', (response) => response.writeHead(200).end('{"token": []}')],
    [
      'never stops answering',
      (response) => {
        response.writeHead(200);
        const more = setInterval(() => response.write('x'.repeat(100_000)), 1);
        response.on('close', () => clearInterval(more));
      },
    ],
  ] as readonly (readonly [string, (response: import('node:http').ServerResponse) => unknown])[])(
    'because it %s is not to be had, and is asked again when it works',
    async (_what, misbehave) => {
      const door = gate();
      keystone.trouble((request, response) => {
        if (request.startsWith('GET')) misbehave(response);
        return request.startsWith('GET');
      });
      const failure = await door.byToken('alice').catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Fault);
      expect(failure).toEqual(unavailable);
      keystone.trouble(() => false);
      expect(await door.byToken('alice')).toEqual(alice);
    },
  );

  test('for one moment is asked once more, and nobody notices', async () => {
    let first = true;
    keystone.trouble((request, response) => {
      if (!request.startsWith('GET') || !first) return false;
      first = false;
      response.destroy();
      return true;
    });
    expect(await gate().byToken('alice')).toEqual(alice);
  });

  test('keeps nobody waiting who is remembered', async () => {
    const door = gate();
    await door.byToken('alice');
    keystone.close();
    expect(await door.byToken('alice')).toEqual(alice);
    await expect(door.byToken('bob')).rejects.toEqual(unavailable);
  });
});

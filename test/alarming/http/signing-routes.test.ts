import { describe, expect, test } from 'vitest';
import { signingKey } from '../../../functions/alarming/core/delivery/webhook-signature.ts';
import { alarmingWorld } from '../support/alarming-world.ts';

const path = '/v2/signing-secret';

describe('a project’s signing secret', () => {
  test('does not exist until a member creates it, and differs between projects', async () => {
    const { send, refusal } = alarmingWorld();
    expect(await refusal('GET', path)).toBe('404 The project has no signing secret');
    const made = await send('POST', path);
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.json).toMatchObject({ generation: 1, previous_secret: null, previous_until: null });
    expect(signingKey(made.json.secret)).toHaveLength(32);
    expect((await send('GET', path)).json).toEqual(made.json);
    expect(await refusal('GET', path, undefined, { project: 'p2' })).toMatch(/^404/);
    const other = await send('POST', path, undefined, { project: 'p2' });
    expect(other.json.secret).not.toBe(made.json.secret);
  });

  test('stays valid for a day after a rotation', async () => {
    const { send } = alarmingWorld();
    const { json: first } = await send('POST', path);
    const { json: second } = await send('POST', path);
    expect(second).toMatchObject({ generation: 2, previous_secret: first.secret });
    expect(second.previous_until).toMatch(/^2026-01-02T00:00:00/);
    expect(second.secret).not.toBe(first.secret);
  });

  test('that was revoked never returns', async () => {
    const { send, refusal } = alarmingWorld();
    const { json: first } = await send('POST', path);
    expect((await send('DELETE', path)).status).toBe(204);
    expect(await refusal('GET', path)).toMatch(/^404/);
    expect(await refusal('DELETE', path)).toMatch(/^404/);
    const { json: next } = await send('POST', path);
    expect(next).toMatchObject({ generation: 2, previous_secret: null });
    expect(next.secret).not.toBe(first.secret);
  });

  test.each(['GET', 'POST', 'DELETE'])('is refused to a reader: %s', async (method) => {
    const { refusal } = alarmingWorld();
    expect(await refusal(method, path, undefined, { role: 'reader' })).toBe(
      '403 RBAC Authorization Failed',
    );
  });

  test('supports no other method', async () => {
    const { refusal } = alarmingWorld();
    expect(await refusal('PUT', path)).toBe('405 The method PUT is not allowed for this resource.');
  });
});

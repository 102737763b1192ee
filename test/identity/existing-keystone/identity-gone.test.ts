import { expect, test } from 'vitest';
import { identityGoneApp } from '../../../functions/identity/existing-keystone/http/identity-gone.ts';

const keystone = 'https://keystone.example:5000/v3';

test.each([
  ['GET', '/identity'],
  ['GET', '/identity/v3'],
  ['POST', '/identity/v3/auth/tokens'],
  ['DELETE', '/identity/v3/users/somebody'],
])('%s %s answers 410 with the URL of the existing Keystone', async (method, path) => {
  const answer = await identityGoneApp(keystone).request(path, { method });
  expect(answer.status).toBe(410);
  expect(await answer.json()).toEqual({
    error: { code: 410, title: 'Gone', message: expect.stringContaining(keystone) },
  });
});

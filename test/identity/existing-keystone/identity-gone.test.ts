import { expect, test } from 'vitest';
import { identityGoneApp } from '../../../functions/identity/existing-keystone/http/identity-gone.ts';

const keystone = 'https://keystone.example:5000/v3';

test.each([
  ['GET', '/identity'],
  ['GET', '/identity/v3'],
  ['POST', '/identity/v3/auth/tokens'],
  ['DELETE', '/identity/v3/users/somebody'],
])('%s %s is gone, and says where the users are', async (method, path) => {
  const answer = await identityGoneApp(keystone).request(path, { method });
  expect(answer.status).toBe(410);
  expect(await answer.json()).toEqual({
    error: { code: 410, title: 'Gone', message: expect.stringContaining(keystone) },
  });
});

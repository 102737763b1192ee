import { expect, test } from 'vitest';
import { parseSettings } from '../../infra/settings.ts';
import { devStackUsers, localSettings } from '../../local/local-settings.ts';

const written = (users = devStackUsers) =>
  JSON.stringify(localSettings('http://localhost:7070', { users }));

test('the settings of a local stack are those that a deployment accepts, with every user', () => {
  const names = parseSettings(written(), 'local').users.map(({ name }) => name);
  expect(names).toEqual(devStackUsers.map(({ name }) => name));
});

test('they hold no password', () => {
  const users = devStackUsers.map((user) => ({ ...user, password: 'nobody-may-read-this' }));
  expect(written(users)).not.toContain('nobody-may-read-this');
});

import { expect, test } from 'vitest';
import type { Revocation } from '../../../functions/identity/core/identity.ts';
import {
  isValid,
  maximumTokenLifeSeconds,
  revocationOf,
  tokenEnd,
  userInProject,
} from '../../../functions/identity/core/token-life.ts';
import { claims } from '../support/identity-world.ts';

const issued = '2026-11-23T10:00:00.000000Z';
const later = '2026-11-23T10:10:00.000000Z';

test('a token expires at its expiration time', () => {
  expect(isValid(claims(), '2026-11-23T10:59:59.999999Z', [])).toBe(true);
  expect(isValid(claims(), '2026-11-23T11:00:00.000000Z', [])).toBe(false);
});

const { id, userId, project } = claims();
test.each([
  ['token', id],
  ['user', userId],
  ['project', project!.id],
  ['user-project', userInProject(userId, project!.id)],
] as const)('a token is revoked with its %s, but not with another one', (subject, key) => {
  expect(isValid(claims(), later, [revocationOf(subject, key, later)])).toBe(false);
  expect(isValid(claims(), later, [revocationOf(subject, 'other', later)])).toBe(true);
});

test.each(['user', 'project', 'user-project'] as const)(
  'a token issued after the revocation of its %s is valid, one issued at the same instant is not',
  (subject) => {
    const key =
      { user: userId, project: project!.id }[subject as string] ?? `${userId}/${project!.id}`;
    const since = claims({ issuedAt: '2026-11-23T10:00:00.000001Z' });
    expect(isValid(since, later, [revocationOf(subject, key, issued)])).toBe(true);
    expect(isValid(claims(), later, [revocationOf(subject, key, issued)])).toBe(false);
  },
);

test('removing an application credential revokes all its tokens, whenever issued', () => {
  const from = claims({ applicationCredential: { id: 'c', name: 'ci', unrestricted: false } });
  const removal: Revocation = revocationOf('application-credential', 'c', issued);
  expect(isValid(from, later, [removal])).toBe(false);
  expect(isValid(claims(), later, [removal])).toBe(true);
});

test('revoking a token revokes those exchanged from it, but not its ancestors', () => {
  const [first, second, third] = [
    claims({ id: 'first' }),
    claims({ id: 'second', ancestors: ['first'] }),
    claims({ id: 'third', ancestors: ['first', 'second'] }),
  ];
  const alive = (revoked: string) =>
    [first, second, third].map((one) =>
      isValid(one, later, [revocationOf('token', revoked, later)]),
    );
  expect(alive('first')).toEqual([false, false, false]);
  expect(alive('second')).toEqual([true, false, false]);
  expect(alive('third')).toEqual([true, true, false]);
});

test('a project revocation does not affect unscoped tokens', () => {
  const { project: _project, ...unscoped } = claims();
  expect(isValid(unscoped, later, [revocationOf('project', project!.id, later)])).toBe(true);
});

test('a token lives as long as configured, but no longer than a day or its bounds', () => {
  expect(tokenEnd(issued, 3600, [])).toBe('2026-11-23T11:00:00.000000Z');
  expect(tokenEnd(issued, 10 * maximumTokenLifeSeconds, [])).toBe('2026-11-24T10:00:00.000000Z');
  expect(tokenEnd(issued, 3600, [null, later, undefined])).toBe(later);
});

test('a revocation is kept for the maximum token lifetime', () => {
  expect(revocationOf('token', 'x', issued).forgetAt).toBe('2026-11-24T10:00:00.000000Z');
});

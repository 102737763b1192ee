import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Role } from '../../../functions/platform/core/caller.ts';
import {
  hasExpired,
  requireUnrestricted,
  remainingRoles,
  rolesToGrant,
} from '../../../functions/identity/core/application-credential.ts';
import { withImplied } from '../../../functions/identity/core/roles.ts';
import { claims } from '../support/identity-world.ts';

const roles = fc.subarray<Role>(['admin', 'member', 'reader', 'service']);

test('a role that is not held cannot be passed on', () => {
  fc.assert(
    fc.property(roles, roles.map(withImplied), (asked, held) => {
      const allowed = withImplied(asked).every((role) => held.includes(role));
      expect(granted(asked, held) === undefined).toBe(!allowed);
      expect((granted(asked, held) ?? []).every((role) => held.includes(role))).toBe(true);
    }),
  );
});

function granted(asked: readonly Role[], held: readonly Role[]): readonly Role[] | undefined {
  try {
    return rolesToGrant(asked, held);
  } catch {
    return undefined;
  }
}

test('a role that is not held is refused in Keystone’s words', () => {
  expect(() => rolesToGrant(['admin'], ['member', 'reader'])).toThrow(
    'Invalid application credential: Cannot create an application credential with unassigned role',
  );
});

test('without requested roles all roles of the token are granted; a requested role brings those it implies', () => {
  expect(rolesToGrant([], ['member', 'reader'])).toEqual(['member', 'reader']);
  expect(rolesToGrant(['member'], ['admin', 'member', 'reader'])).toEqual(['member', 'reader']);
});

test('a credential loses the roles that its user loses', () => {
  expect(remainingRoles({ roles: ['member', 'reader'] }, ['reader'])).toEqual(['reader']);
  expect(remainingRoles({ roles: ['member'] }, ['admin', 'reader'])).toEqual([]);
});

test('a credential has expired at its expiration time; one without never expires', () => {
  const at = '2026-11-23T10:00:00.000000Z';
  expect(hasExpired({ expiresAt: at }, at)).toBe(true);
  expect(hasExpired({ expiresAt: at }, '2026-11-23T09:59:59.999999Z')).toBe(false);
  expect(hasExpired({ expiresAt: null }, at)).toBe(false);
});

const from = (unrestricted: boolean) =>
  claims({ applicationCredential: { id: 'c', name: 'ci', unrestricted } });

test('only tokens of a restricted credential cannot manage credentials', () => {
  expect(() => requireUnrestricted(from(false))).toThrow(
    "You are not authorized to perform the requested action: Using method 'application_credential' is not allowed for managing additional application credentials..",
  );
  requireUnrestricted(from(true));
  requireUnrestricted(claims());
});

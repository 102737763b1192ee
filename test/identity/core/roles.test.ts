import { expect, test } from 'vitest';
import { roleIds, roleOf, withImplied } from '../../../functions/identity/core/roles.ts';

test.each([
  [['admin'], ['admin', 'member', 'reader']],
  [['member'], ['member', 'reader']],
  [['reader'], ['reader']],
  [['service'], ['service']],
  [
    ['service', 'member'],
    ['member', 'reader', 'service'],
  ],
  [[], []],
] as const)('%j implies %j', (given, all) => {
  expect(withImplied(given)).toEqual(all);
});

test('adding implied roles twice adds nothing', () => {
  for (const role of ['admin', 'member', 'reader', 'service'] as const)
    expect(withImplied(withImplied([role]))).toEqual(withImplied([role]));
});

test('a role is found by its name or its id, and by nothing else', () => {
  expect(roleOf({ name: 'member' })).toBe('member');
  expect(roleOf({ id: roleIds.member })).toBe('member');
  expect(roleOf({ name: roleIds.member })).toBeUndefined();
  expect(roleOf({ id: 'member' })).toBeUndefined();
});

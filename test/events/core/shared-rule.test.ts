import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from '../../../functions/events/core/glob.ts';
import { isShared, shareOf, sharesOf } from '../../../functions/events/core/shared-rule.ts';

const piece = fc.constantFrom('a', 'B', '.', '*', '?', '[ab]', '[!a]', '[', ']', '😀');
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

test('an event that matches an alarm lists the shared rule of that alarm', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), (eventType, glob, same) => {
      const rule = { eventType: same ? eventType : glob, query: [] };
      fc.pre(matchesGlob(rule.eventType, eventType));
      const share = shareOf({ event: rule, projectId: 'p1' });
      expect(sharesOf({ projectId: 'p1', eventType })).toContainEqual(share);
    }),
  );
});

test('there are at most 64 shared rules', () => {
  const keys = Array.from({ length: 5000 }, (_, at) =>
    sharesOf({ projectId: `p${at}`, eventType: `t${at}` }).map(({ key }) => key),
  ).flat();
  expect(new Set(keys).size).toBe(64);
  expect(keys.every(isShared)).toBe(true);
});

test('an event without a project lists no shared rule', () => {
  expect(sharesOf({ projectId: '', eventType: 'a' })).toEqual([]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from '../../../functions/events/core/glob.ts';
import { isShared, shareOf, sharesOf } from '../../../functions/events/core/shared-rule.ts';

const piece = fc.constantFrom('a', 'B', '.', '*', '?', '[ab]', '[!a]', '[', ']', '😀');
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

test('an event an alarm waits for always concerns the rule that the alarm shares', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), (eventType, glob, same) => {
      const rule = { eventType: same ? eventType : glob, query: [] };
      fc.pre(matchesGlob(rule.eventType, eventType));
      const share = shareOf({ event: rule, projectId: 'p1' });
      expect(sharesOf({ projectId: 'p1', eventType })).toContainEqual(share);
    }),
  );
});

test('there are 64 shared rules at most', () => {
  const keys = Array.from({ length: 5000 }, (_, at) =>
    sharesOf({ projectId: `p${at}`, eventType: `t${at}` }).map(({ key }) => key),
  ).flat();
  expect(new Set(keys).size).toBe(64);
  expect(keys.every(isShared)).toBe(true);
});

test('an event of no project concerns none', () => {
  expect(sharesOf({ projectId: '', eventType: 'a' })).toEqual([]);
});

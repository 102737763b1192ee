import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from '../../../functions/events/core/glob.ts';
import {
  answeringShare,
  isShared,
  sharedKeys,
  shareOf,
  shareOfProject,
  sharesBefore,
} from '../../../functions/events/core/shared-rule.ts';

const piece = fc.constantFrom('a', 'B', '.', '*', '?', '[ab]', '[!a]', '[', ']', '😀');
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

test('an event of release 0.2 that matches an alarm lists the shared rule of that alarm', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), (eventType, glob, same) => {
      const rule = { eventType: same ? eventType : glob, query: [] };
      fc.pre(matchesGlob(rule.eventType, eventType));
      const share = shareOf({ event: rule, projectId: 'p1' });
      expect(sharesBefore({ projectId: 'p1', eventType })).toContainEqual(share);
    }),
  );
});

test('exactly one of the shares that an event names answers for an alarm that it matches', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), fc.boolean(), (eventType, glob, same, before) => {
      const event = { eventType: same ? eventType : glob, query: [] };
      fc.pre(matchesGlob(event.eventType, eventType));
      const named = before
        ? sharesBefore({ projectId: 'p1', eventType }).map(({ key }) => key)
        : [shareOfProject('p1').key];
      const answering = answeringShare({ event, projectId: 'p1' }, named);
      expect(named.filter((key) => key === answering)).toHaveLength(1);
    }),
  );
});

test('all shared rules are known, and there are at most 32', () => {
  const keys = Array.from({ length: 5000 }, (_, at) => shareOfProject(`p${at}`).key);
  expect(new Set(keys)).toEqual(new Set(sharedKeys));
  expect(sharedKeys).toHaveLength(32);
  expect(keys.every(isShared)).toBe(true);
});

test('an event without a project lists no shared rule', () => {
  expect(sharesBefore({ projectId: '', eventType: 'a' })).toEqual([]);
});

import { expect, test } from 'vitest';
import { eventMatcher } from '../../../functions/events/core/event-match.ts';
import type { Condition } from '../../../functions/events/core/event-rule.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';

const rule = (value: string) => ({
  eventType: 'a',
  query: [{ field: 'raw.x', op: 'eq', type: '', value } satisfies Condition],
});

test('a value of the body is read once for all rules that name it', () => {
  const reading = readNotification(
    loads('{"message_id":"m1","event_type":"a","traits":[["project_id",1,"p1"]],"raw":{"x":1}}'),
  );
  if (reading.kind !== 'read') throw new Error('refused');
  let reads = 0;
  const raw = {
    get x() {
      reads += 1;
      return 'v';
    },
  };
  const notification = { ...reading.notification, event: { raw } };
  const matched = ['v', 'w', 'v'].map((value) => eventMatcher(rule(value))(notification));
  expect(matched).toEqual([true, false, true]);
  expect(reads).toBe(1);
});

import { expect, test } from 'vitest';
import { entryBytes, fitsBus, toBusDetail } from '../../../functions/events/core/bus-detail.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { anEvent } from '../support/event-world.ts';

/** The detail of an event with so many traits besides its project, and a trait whose name is so long. */
function detailOf(traits: number, nameLength: number) {
  const numbered = Array.from(
    { length: traits },
    (_, i) => `["t${String(i).padStart(500, '0')}",1,"x"]`,
  );
  const named = `["${'n'.repeat(nameLength)}",1,"x"]`;
  const text = anEvent({ traits: ['["project_id",1,"p1"]', ...numbered, named].join(',') });
  const reading = readNotification(loads(text));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return toBusDetail(reading.notification, 'acceptance', { key: 'k' });
}

test('an entry of the bus has at most 256 KiB less the 512 bytes that a target adds', () => {
  const most = 256 * 1024 - 512;
  const each = entryBytes(detailOf(1, 1)) - entryBytes(detailOf(0, 1));
  const traits = Math.floor((most - entryBytes(detailOf(0, 1))) / each);
  const room = most - entryBytes(detailOf(traits, 1));
  const full = detailOf(traits, 1 + room);
  expect([entryBytes(full), fitsBus(full)]).toEqual([most, true]);
  expect(fitsBus(detailOf(traits, 2 + room))).toBe(false);
});

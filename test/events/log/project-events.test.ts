import { expect, test } from 'vitest';
import { projectEvents } from '../../../functions/events/app/log/project-events.ts';
import { memoryEventLog } from '../../fakes/event-log.ts';
import { memoryEventRecords } from '../../fakes/event-records.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';

const at = (minute: number) => `2026-11-23T08:${String(minute).padStart(2, '0')}:00.000000Z`;
const clock = { now: () => at(59) };

function world() {
  const eventLog = memoryEventLog(clock, memoryPayloadStore());
  const records = memoryEventRecords();
  const events = projectEvents({ ...records, eventLog, keptDays: 7 });
  const store = (minute: number, projectId = 'p1') =>
    eventLog.store([
      {
        projectId,
        at: at(minute),
        acceptance: `a${minute}`,
        messageId: 'm1',
        eventType: 'x',
        generated: at(minute),
        body: { kind: 'text', text: `{"n": ${minute}}` },
        expiresAt: '2027-01-01T00:00:00.000000Z',
      },
    ]);
  return { events, records, store };
}

test('what a project has deleted is not there for other services, by whatever way they look', async () => {
  const { events, records, store } = world();
  await store(1);
  await store(2);
  await store(3, 'p2');
  await records.erasures.begin({ projectId: 'p1', until: at(1) }, at(9));
  const arrived = [];
  for await (const event of events.byArrival('p1', {})) arrived.push(event.acceptance);
  expect(arrived).toEqual(['a2']);
  expect((await events.byMessage('p1', 'm1')).map(({ acceptance }) => acceptance)).toEqual(['a2']);
  expect(await events.byAcceptance('p1', 'a1')).toBeUndefined();
  const found = await events.byAcceptance('p1', 'a2');
  expect(found && (await events.bodyOf(found))).toBe('{"n": 2}');
});

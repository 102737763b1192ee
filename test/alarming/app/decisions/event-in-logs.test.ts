import { expect, test } from 'vitest';
import { evaluateHit } from '../../../../functions/alarming/app/decisions/evaluate-hit.ts';
import { deliverActions } from '../../../../functions/alarming/app/deliveries/deliver-actions.ts';
import { anEvent, eventWorld } from '../../../events/support/event-world.ts';
import { anAlarm } from '../../support/alarm.ts';
import { answering, deliveryWorld } from '../../support/delivery-world.ts';

type Line = readonly [message: string, fields: unknown];

/** A log that keeps its lines. */
function keptLog() {
  const lines: Line[] = [];
  const keep = (message: string, fields?: object) => void lines.push([message, fields]);
  return { lines, log: { info: keep, warn: keep, error: keep } };
}

test('each line of the way from a hit to a delivery names the event and its acceptance', async () => {
  const { lines, log } = keptLog();
  const world = eventWorld();
  await world.add(anAlarm());
  await world.add(anAlarm({ state: 'alarm' }));
  const hits = await world.hitsOf(anEvent());
  const [hit] = hits;
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const each of hits) await evaluateHit({ ...world.ports, log }, each);
  const delivering = deliveryWorld(() => answering(200));
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const { message } of world.ports.deliveryQueue.sent)
    await deliverActions({ ...delivering.ports, log }, message);
  expect(lines.map(([message]) => message).toSorted()).toEqual([
    'alarm fired',
    'delivery attempted',
    'hit without effect',
  ]);
  const event = { messageId: 'm1', acceptanceId: hit?.event.acceptance };
  for (const [message, fields] of lines)
    expect(fields).toMatchObject(message === 'delivery attempted' ? { cause: event } : { event });
});

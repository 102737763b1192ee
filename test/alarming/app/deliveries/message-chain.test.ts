import { expect, test } from 'vitest';
import { deliverActions } from '../../../../functions/alarming/app/deliveries/deliver-actions.ts';
import { alarmLimits } from '../../../../functions/alarming/core/alarm-limits.ts';
import type { DeliveryMessage } from '../../../../functions/contract/message.ts';
import { messageOf } from '../../support/delivery.ts';
import { deliveryWorld, unreachable } from '../../support/delivery-world.ts';

/** Lambda takes about so many messages, each sent on the arrival of the one before, for a recursion and stops them. */
const recursion = 16;

/** How many messages follow from this one without the sweeper, the longest way. */
async function chainOf(message: DeliveryMessage): Promise<number> {
  const { ports, queue } = deliveryWorld(() => unreachable);
  let waiting: readonly DeliveryMessage[] = [message];
  for (let length = 0; length <= recursion; length += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each round follows from the one before
    await Promise.all(waiting.map((each) => deliverActions(ports, each)));
    waiting = queue.sent.splice(0).map((sent) => sent.message);
    if (waiting.length === 0) return length;
  }
  throw new Error('taken for a recursion');
}

test('as many actions as an alarm may have, all failing, are no recursion', async () => {
  const urls = Array.from(
    { length: alarmLimits.actions },
    (_, i) => `http://receiver.example/${i}`,
  );
  expect(await chainOf(messageOf(...urls))).toBeLessThan(recursion / 2);
});

test('more than 800 actions would be', async () => {
  const urls = Array.from({ length: 850 }, (_, i) => `http://receiver.example/${i}`);
  await expect(chainOf(messageOf(...urls))).rejects.toThrow('recursion');
});

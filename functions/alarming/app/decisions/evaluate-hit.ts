import type { BusDetail } from '../../../contract/bus-event.ts';
import type { HitMessage } from '../../../contract/message.ts';
import { eventInstant } from '../../../events/core/log/event-instant.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { type Json, loads } from '../../../platform/core/python-json.ts';
import { Unprocessable } from '../../../platform/core/unprocessable.ts';
import { readNotification } from '../../../events/core/read-notification.ts';
import { isShared } from '../../../events/core/shared-rule.ts';
import type { Ports } from '../../ports.ts';
import { type AlarmEvaluation, evaluateAlarm } from './evaluate-alarm.ts';
import { type SharerPorts, sharersHitBy } from './sharers-hit.ts';

type HitPorts = AlarmEvaluation & SharerPorts & Pick<Ports, 'hitQueue'>;

/**
 * Evaluates an event that a rule matched. If it hits several alarms that share the rule, each gets a hit
 * of its own, so that they neither wait for each other nor fail together.
 */
export async function evaluateHit(
  ports: HitPorts,
  message: HitMessage,
  sentAt: Instant = ports.clock.now(),
): Promise<void> {
  const { rule, event, time } = message;
  // Rules of the release before do not pass on when the bus took the event.
  const busTime = time ?? sentAt;
  const notification = await notificationOf(ports, event);
  const alarmIds = isShared(rule) ? await sharersHitBy(ports, message, notification) : [rule];
  const [alarmId, ...others] = alarmIds;
  if (others.length > 0)
    await ports.hitQueue.send(alarmIds.map((each) => ({ v: 1, rule: each, time: busTime, event })));
  else if (alarmId !== undefined)
    await evaluateAlarm(ports, {
      alarmId,
      acceptance: event.acceptance,
      at: eventInstant(event, busTime),
      notification,
      replay: event.replay,
    });
}

/** Reads the notification from the event's body; its other fields serve the rules on the bus only. */
async function notificationOf(
  { payloads }: HitPorts,
  { body, bodyKey }: BusDetail,
): Promise<Notification> {
  const text = body ?? (bodyKey === undefined ? undefined : await payloads.load({ key: bodyKey }));
  if (text === undefined) throw new Unprocessable('an event on the bus has no body');
  const reading = readNotification(parsed(text));
  if (reading.kind === 'refused')
    throw new Unprocessable(`an event on the bus is unreadable: ${reading.reason}`);
  return reading.notification;
}

function parsed(text: string): Json {
  try {
    return loads(text);
  } catch {
    throw new Unprocessable('an event on the bus is not JSON');
  }
}

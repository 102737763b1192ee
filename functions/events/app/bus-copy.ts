import type { BusDetail } from '../../contract/bus-event.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { Payload } from '../../platform/core/payload.ts';
import { fitsBus, toBusDetail } from '../core/bus-detail.ts';
import type { Replayed } from '../core/log/logged-event.ts';
import type { Notification } from '../core/notification.ts';

/** The detail of an event that a replay puts on the bus again; undefined if it does not fit. */
export function busCopy({
  notification,
  acceptance,
  at,
  lineage,
  payload,
}: {
  readonly notification: Notification;
  readonly acceptance: string;
  readonly at: Instant;
  readonly lineage: Replayed;
  /** The body, or its object. */
  readonly payload: Payload;
}): BusDetail | undefined {
  const detail = { ...toBusDetail(notification, acceptance, payload), at, replay: { ...lineage } };
  return fitsBus(detail) ? detail : undefined;
}

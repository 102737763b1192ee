import type { BusDetail } from '../contract/bus-event.ts';
import type { PlatformPorts } from '../platform/ports.ts';

export interface EventBus {
  /**
   * One answer per event, in order. `refused` says why AWS did not take an event after retries, and
   * whether the failure is transient. Rejects only if no event at all was taken.
   */
  publish(events: readonly BusDetail[]): Promise<readonly BusAnswer[]>;
}

export type BusAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string; readonly transient?: boolean };

/** All ports of the event service. A use case picks those it needs. */
export interface Ports extends PlatformPorts {
  readonly bus: EventBus;
}

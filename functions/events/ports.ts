import type { BusDetail } from '../contract/bus-event.ts';
import type { PlatformPorts } from '../platform/ports.ts';

export interface EventBus {
  /**
   * One answer per event, in order; `refused` says why AWS did not take it, after retries, and whether
   * that may pass. Rejects only if no event at all was taken.
   */
  publish(events: readonly BusDetail[]): Promise<readonly BusAnswer[]>;
}

export type BusAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string; readonly transient?: boolean };

/** Everything a use case of events may touch outside itself. A use case names the few it needs with `Pick`. */
export interface Ports extends PlatformPorts {
  readonly bus: EventBus;
}

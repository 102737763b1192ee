import type { Json } from '../../platform/core/python-json.ts';

/** A trait's value as the evaluator compares it: text, number and instant are never equal to each other. */
export type TraitValue =
  | { readonly kind: 'text'; readonly text: string }
  /** A Python int: any size. */
  | { readonly kind: 'integer'; readonly integer: bigint }
  | { readonly kind: 'float'; readonly float: number }
  /** Microseconds since 1970, UTC. */
  | { readonly kind: 'datetime'; readonly microseconds: bigint };

/**
 * A cloud event in the one shape that every source is brought into (a Ceilometer event, as Aodh's
 * listener receives it). `body` is the event's JSON text exactly as it arrived, numbers as written.
 */
export interface Notification {
  readonly messageId: string;
  readonly eventType: string;
  /** '' when no trait names a project: such an event matches no alarm. */
  readonly projectId: string;
  /** The last of a repeated name wins, as in `aodh/evaluator/event.py`. */
  readonly traits: ReadonlyMap<string, TraitValue>;
  readonly body: string;
  /** The event that `body` is the text of, so that nothing has to parse it again. */
  readonly event: Json;
}

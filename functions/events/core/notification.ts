import type { Json } from '../../platform/core/python-json.ts';

/** A trait's value as alarms compare it. A text, a number and an instant are never equal to one another. */
export type TraitValue =
  | { readonly kind: 'text'; readonly text: string }
  /** A Python int, of any size. */
  | { readonly kind: 'integer'; readonly integer: bigint }
  | { readonly kind: 'float'; readonly float: number }
  /** Microseconds since 1970, UTC. */
  | { readonly kind: 'datetime'; readonly microseconds: bigint };

/**
 * An event of a cloud, in the one form that all sources are converted to: a Ceilometer event as Aodh's
 * listener receives it. `body` is its JSON text, with numbers as they were written.
 */
export interface Notification {
  readonly messageId: string;
  readonly eventType: string;
  /** '' if no trait names a project. Such an event matches no alarm. */
  readonly projectId: string;
  /** The last trait of a repeated name wins, as in `aodh/evaluator/event.py`. */
  readonly traits: ReadonlyMap<string, TraitValue>;
  readonly body: string;
  /** The event that `body` is the text of, so that nothing has to parse it again. */
  readonly event: Json;
}

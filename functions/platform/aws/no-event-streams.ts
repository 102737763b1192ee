/*
 * Replaces `@smithy/core/event-streams` in every bundle. None of our requests has a stream of events, and because
 * the SDK imports that module dynamically, esbuild could leave out nothing of what it depends on: 20 kB that every
 * Lambda would load.
 */

export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

export const eventStreamSerdeProvider = (): undefined => undefined;

/** A constructor, as in the SDK. */
export function EventStreamSerde(): never {
  throw new Error('event streams are left out of the bundles');
}

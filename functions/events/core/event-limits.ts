/**
 * What an event may be. All of it is wider than what the services of OpenStack, Ceilometer and senders of
 * CloudEvents use, and narrow enough for every row, message and rule that an event passes on its way.
 */
export const eventLimits = {
  /** Of the event's JSON text in ASCII, where other characters are escaped. */
  bytes: 2 * 1024 * 1024,
  /** Of an event's type, of its id and of a trait's name. Ceilometer keeps 255 characters of each. */
  nameCharacters: 1024,
  /** Of a project's id, which is part of keys. Keystone's ids have at most 64. */
  projectCharacters: 255,
  traits: 10_000,
  /** Of a request. Event Grid, whose batches are the largest we know, sends as many at most. */
  eventsPerRequest: 5000,
} as const;

/** The keys of every table. */
export const partitionKey = 'pk';
export const sortKey = 'sk';
/** Seconds since 1970 after which DynamoDB deletes a row. It does so late, so readers filter expired rows. */
export const timeToLive = 'ttl';

/*
 * Indexes hold the keys of a row and nothing else: a reader takes the keys and reads the rows, consistently.
 * So a change of a row that does not change its keys costs nothing in an index. `docs/decisions/0012` says
 * who reads which.
 */

/** Finds a row of any project by its id. It may lag, so it is only for requests that tolerate that. */
export const byId = { name: 'by-id', partitionKey: 'id' } as const;

/** The rows of a kind in all projects, by sort key: alarms and their places on the bus, for reviews and administrators. */
export const byKind = { name: 'by-kind', partitionKey: 'kind', sortKey: 'sk' } as const;

/** Rows with a due time. The index is sparse: a row without `dueShard` is not in it. */
export const byDue = { name: 'by-due', partitionKey: 'dueShard', sortKey: 'dueAt' } as const;

/**
 * Stored events in the order of when they were generated, in the partitions of the table. Unlike the others it
 * holds what a list shows: a row never changes, and a list that filters looks at many more rows than it shows.
 */
export const byGenerated = {
  name: 'by-generated',
  partitionKey,
  sortKey: 'generatedKey',
  includes: ['type', 'id', 'body', 'bodyKey', 'replay', 'ttl', 'v'],
} as const;

/** The acceptances of a message id, in the order of the log. */
export const byMessage = {
  name: 'by-message',
  partitionKey: 'messageKey',
  sortKey,
} as const;

export type TableIndex =
  | typeof byId
  | typeof byKind
  | typeof byDue
  | typeof byGenerated
  | typeof byMessage;

/** The tables and their indexes. */
export const tables = {
  Functions: [byId, byDue],
  Executions: [byDue],
  Alarms: [byKind, byDue],
  Identity: [],
  Events: [byGenerated, byMessage, byDue],
  MetricIndex: [byDue],
  Measures: [byDue],
} as const satisfies Readonly<Record<string, readonly TableIndex[]>>;

/** The number of partitions that each kind of row has in the due index. */
export const dueShards = 4;

/** Every table has this shape, so that one construct makes them and one adapter style reads them. */
export const partitionKey = 'pk';
export const sortKey = 'sk';
/** Epoch seconds after which a row may vanish; readers filter on it, because DynamoDB deletes late. */
export const timeToLive = 'ttl';

/** Finds a row by its API id whatever its project: for administrators, and only where a late answer does no harm. */
export const byId = { name: 'by-id', partitionKey: 'id' } as const;

/** Lists every row of a kind across projects: for administrators. */
export const byKind = { name: 'by-kind', partitionKey: 'kind', sortKey: 'sk' } as const;

/** Rows that something must happen to later. Sparse: a row leaves it by losing `dueShard`. */
export const byDue = { name: 'by-due', partitionKey: 'dueShard', sortKey: 'dueAt' } as const;

/** The due index is spread over this many partitions. */
export const dueShards = 4;

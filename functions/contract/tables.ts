/** The keys of every table. */
export const partitionKey = 'pk';
export const sortKey = 'sk';
/** Seconds since 1970 after which DynamoDB deletes a row. It does so late, so readers filter expired rows. */
export const timeToLive = 'ttl';

/** Finds a row of any project by its id. The index may lag, so it is only for requests that tolerate that. */
export const byId = { name: 'by-id', partitionKey: 'id' } as const;

/** Lists the rows of a kind in all projects, for administrators. */
export const byKind = { name: 'by-kind', partitionKey: 'kind', sortKey: 'sk' } as const;

/** Rows with a due time. The index is sparse: a row without `dueShard` is not in it. */
export const byDue = { name: 'by-due', partitionKey: 'dueShard', sortKey: 'dueAt' } as const;

/** The number of partitions of the due index. */
export const dueShards = 4;

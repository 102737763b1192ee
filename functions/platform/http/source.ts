import type { Context } from 'hono';

/** The address a request comes from: as the gateway saw it, never as a header claims. */
export type SourceOf = (context: Context) => string;

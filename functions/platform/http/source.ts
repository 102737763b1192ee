import type { Context } from 'hono';

/** Tells the address a request comes from: what the gateway saw, never what the client says. */
export type SourceOf = (context: Context) => string;

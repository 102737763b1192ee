import type * as z from 'zod';

/*
 * What a dialect says of itself in the API document. The tables stand beside the routes and no Lambda imports
 * them; `local/openapi` makes the document of them, and a test compares them with the routes both ways.
 */

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** An operation's key: its method, and its path with OpenAPI's braces. */
export type OperationKey = `${Method} /${string}`;

/** A parameter of a query, a path or a header. */
export interface ApiParameter {
  readonly description: string;
  readonly schema: z.ZodType;
  readonly required?: true;
  readonly example?: unknown;
}

export type ApiParameters = Readonly<Record<string, ApiParameter>>;

/** A body in one media type. */
export interface ApiContent {
  readonly schema: z.ZodType;
  readonly example?: unknown;
}

/** Bodies by media type. */
export type ApiContents = Readonly<Record<string, ApiContent>>;

export interface ApiAnswer {
  readonly description: string;
  readonly content?: ApiContents;
  readonly headers?: ApiParameters;
}

export interface ApiOperation {
  /** One line, in the imperative. */
  readonly summary: string;
  readonly description?: string;
  /** The heading that the operation stands under. */
  readonly tag: string;
  /** Parameters of the path that mean something else here than in the rest of the dialect. */
  readonly path?: ApiParameters;
  readonly query?: ApiParameters;
  readonly headers?: ApiParameters;
  readonly body?: ApiContents;
  readonly bodyIsOptional?: true;
  /** By status. */
  readonly answers: Readonly<Record<number, ApiAnswer>>;
  /** The statuses of refusals, besides those of the whole dialect. */
  readonly refusals?: readonly number[];
  /** Anybody may call it, without a token. */
  readonly open?: true;
  /** Besides a token, it takes the id and secret of an application credential. */
  readonly takesBasic?: true;
}

export interface ApiDialect {
  /** The name of the service; by default its first heading. */
  readonly service?: string;
  /** Its headings, in the order in which they are shown. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the dialect prints when it refuses. */
  readonly refusal: ApiContents;
  /** What it prints instead when there is no valid token. */
  readonly unauthenticated?: ApiContents;
  /** The statuses that every operation may refuse with; those that need a token have 401 besides. */
  readonly refusals: readonly number[];
  /** The parameters in its paths, by name. */
  readonly path: ApiParameters;
  readonly operations: Readonly<Record<OperationKey, ApiOperation>>;
}

/** A JSON body. */
export const json = (schema: z.ZodType, example?: unknown): ApiContents => ({
  'application/json': example === undefined ? { schema } : { schema, example },
});

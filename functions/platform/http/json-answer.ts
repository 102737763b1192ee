import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { dumps, type Json } from '../core/python-json.ts';

/** An answer in JSON, formatted as Python formats it. */
export const answer = (
  context: Context,
  json: Json,
  status: ContentfulStatusCode = 200,
): Response => answerText(context, dumps(json), status);

/** An answer whose JSON is written already. */
export const answerText = (
  context: Context,
  text: string,
  status: ContentfulStatusCode = 200,
): Response => context.body(text, status, { 'content-type': 'application/json' });

/** The query parameters, with repeated ones in order. */
export const parametersOf = (context: Context): URLSearchParams =>
  new URL(context.req.url).searchParams;

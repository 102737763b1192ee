import * as z from 'zod';
import { type ApiAnswer, type ApiContent, type ApiOperation, json } from './api-document.ts';

/** A schema with an example of it. */
export interface Sample extends ApiContent {
  readonly example: unknown;
}

export const listOf = ({ schema, example }: Sample): Sample => ({
  schema: z.array(schema),
  example: [example],
});

/** An object whose one member is this. */
export const under = (name: string, { schema, example }: Sample): Sample => ({
  schema: z.strictObject({ [name]: schema }),
  example: { [name]: example },
});

/** An answer in JSON. */
export const shown = (description: string, { schema, example }: Sample): ApiAnswer => ({
  description,
  content: json(schema, example),
});

export const deleted = { 204: { description: 'It is deleted.' } };

/** What an answer that is too large for a Lambda becomes. */
export const redirected: ApiAnswer = {
  description: 'The answer lies at `Location`.',
  headers: { Location: { description: 'A URL for an hour.', schema: z.string() } },
  content: json(z.strictObject({ location: z.string() }), {
    location: 'https://answers.example.com/5d5a8e6a',
  }),
};

/** Operations under one heading. */
export const operations = (
  tag: string,
  table: Readonly<Record<string, Omit<ApiOperation, 'tag'>>>,
) =>
  Object.fromEntries(Object.entries(table).map(([key, operation]) => [key, { ...operation, tag }]));

import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';

export const allProjects = {
  all_projects: {
    description: 'Of all projects; for administrators.',
    schema: z.string(),
    example: 'true',
  },
  project_id: { description: 'Of this project; for administrators.', schema: z.string() },
};
export const download = {
  download: {
    description: '`true` for the package instead.',
    schema: z.string(),
    example: 'false',
  },
};
export const filter = (what: string) => ({
  description: `${what}, or a filter such as \`in:a,b\` or \`neq:a\`.`,
  schema: z.string(),
});

export const one = (description: string, schema: z.ZodType) => ({
  description,
  content: json(schema),
});
export const list = (name: string, schema: z.ZodType) =>
  one('Those that the caller may see.', z.strictObject({ [name]: z.array(schema) }));
export const begun = { 202: { description: 'It has begun.' } };
export const zip = {
  'application/zip': { schema: z.string().meta({ format: 'binary' }) },
};

import * as z from 'zod';
import type { ApiParameters } from '../../../platform/http/api-document.ts';

/** The parameters of a query, by the schema that checks it. */
export const parametersIn = (schema: z.ZodObject): ApiParameters =>
  Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => [
      name,
      {
        description: descriptionOf(z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' })),
        schema: field,
      },
    ]),
  );

const descriptionOf = ({ description }: { readonly description?: string | undefined }): string =>
  description ?? '';

import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';

/** Any UUID, which is more than the versions that zod's own type knows. */
export const id = z
  .string()
  .meta({ format: 'uuid', examples: ['5d5a8e6a-4e6b-4f0e-9a44-0d5b3c1f9a10'] });
const time = z.string().meta({ format: 'date-time', examples: ['2026-11-27T09:30:00Z'] });
const text = z.string().nullable();
/** Times of a thing. `updated_at` is null until it is changed. */
const times = { created_at: time, updated_at: time.nullable() };
const project = z.string().meta({ description: 'The project that it belongs to.' });
const targetVersion = z
  .int()
  .nullable()
  .meta({ description: '0 means the newest code; null, that an alias decides.' });

/** What Qinling prints when it refuses; some of its routes print `faultstring` alone. */
export const refusal = json(
  z
    .object({
      faultcode: z.string().optional(),
      faultstring: z.string(),
      debuginfo: z.null().optional(),
    })
    .meta({ id: 'QinlingRefusal' }),
  { faultcode: 'Client', faultstring: 'Function not found [id=…]', debuginfo: null },
);

export const runtime = z
  .strictObject({
    id: z.string(),
    name: text,
    image: z.string(),
    description: text,
    is_public: z.boolean(),
    trusted: z.boolean(),
    status: z.enum(['creating', 'available', 'error', 'upgrading', 'deleting']),
    project_id: z.string().nullable(),
    ...times,
  })
  .meta({ id: 'Runtime', description: 'A Python environment that functions run in.' });

const code = z
  .union([
    z.strictObject({ source: z.literal('package'), md5sum: z.string() }),
    z.strictObject({
      source: z.literal('swift'),
      swift: z.strictObject({ container: z.string(), object: z.string() }),
    }),
    z.strictObject({ source: z.literal('image'), image: z.string() }),
  ])
  .meta({ id: 'Code', description: 'Where a function’s code comes from.' });

const functionFields = {
  id,
  name: text,
  description: text,
  cpu: z.int().meta({ description: 'Thousandths of a CPU.' }),
  memory_size: z.int().meta({ description: 'Bytes.' }),
  timeout: z.int().meta({ description: 'Seconds that a run may take.' }),
  runtime_id: z.string().nullable(),
  entry: text.meta({ description: '`module.function`; null for an image.' }),
  count: z.int().meta({ description: 'How often it has run.' }),
  latest_version: z.int(),
  project_id: project,
  ...times,
};

export const fn = z.strictObject({ ...functionFields, code }).meta({ id: 'Function' });

export const listedFunction = z
  .strictObject({
    ...functionFields,
    code: z.string().meta({ description: 'JSON text in lists, as in the original.' }),
  })
  .meta({ id: 'ListedFunction' });

export const version = z
  .strictObject({
    id,
    description: text,
    function_id: id,
    version_number: z.int(),
    count: z.int(),
    project_id: project,
    ...times,
  })
  .meta({ id: 'FunctionVersion', description: 'A function frozen as it was.' });

export const alias = z
  .strictObject({
    id,
    name: z.string(),
    description: text,
    function_id: id,
    function_version: z.int(),
    project_id: project,
    ...times,
  })
  .meta({ id: 'FunctionAlias', description: 'A name that points at a version of a function.' });

const target = {
  function_id: id.nullable(),
  function_version: targetVersion,
  function_alias: text,
};

export const webhook = z
  .strictObject({
    id,
    ...target,
    description: text,
    project_id: project,
    ...times,
    webhook_url: z.string().meta({ description: 'Whoever knows it may call it.' }),
  })
  .meta({ id: 'Webhook' });

export const job = z
  .strictObject({
    id,
    name: text,
    ...target,
    function_input: text.meta({ description: 'JSON text.' }),
    status: z.string(),
    pattern: text.meta({ description: 'Cron, in UTC.' }),
    count: z.int().nullable().meta({ description: 'Runs that are left.' }),
    first_execution_time: time.nullable(),
    next_execution_time: time,
    project_id: project,
    ...times,
  })
  .meta({ id: 'Job' });

export const execution = z
  .object({
    id,
    ...target,
    description: text,
    status: z.enum(['running', 'success', 'failed', 'error', 'cancelled']),
    sync: z.boolean(),
    input: text
      .optional()
      .meta({ description: 'JSON text. Absent if the answer would be too large.' }),
    result: text.optional().meta({ description: 'JSON text with `duration` and `output`.' }),
    project_id: project,
    ...times,
  })
  .meta({ id: 'Execution' });

export const worker = z
  .strictObject({ function_id: id, function_version: z.int(), worker_name: z.string() })
  .meta({ id: 'Worker', description: 'An environment that runs a function, or is ready to.' });

import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import { maximumUploadBytes } from '../../core/functions/function-limits.ts';
import { id } from './schemas.ts';

const text = z.string().max(255).nullish();
const cron = z.string().meta({ format: 'cron' });
const futureTime = z.string().meta({ format: 'future-time' });
const version = z.int32().min(0).nullish().meta({ description: '0 means the newest code.' });
/** A function, by its id or by an alias; if both are given, the alias wins. */
const withTarget = (...others: readonly z.ZodRawShape[]) =>
  z.union(
    others.flatMap((fields) => [
      z.strictObject({
        function_id: id,
        function_version: version,
        function_alias: z.string().nullish(),
        ...fields,
      }),
      z.strictObject({
        function_id: id.nullish(),
        function_version: version,
        function_alias: z.string().regex(/^[\w.~-]{1,255}$/),
        ...fields,
      }),
    ]),
  );

const fields = {
  name: text,
  description: text,
  runtime_id: z.string().optional(),
  entry: z
    .string()
    .max(80)
    .optional()
    .meta({ description: '`module.function`, by default `main.main`.' }),
  cpu: z.string().optional().meta({ description: 'Thousandths of a CPU.' }),
  memory_size: z.string().optional().meta({ description: 'Bytes.' }),
  timeout: z.string().optional().meta({ description: 'Seconds.' }),
  package: z.string().optional().meta({
    format: 'binary',
    description: 'The zip, at most 4 MiB. Larger ones: `POST /packages`.',
  }),
};

/** A function comes as a form, because of its package. */
export const newFunction = {
  'multipart/form-data': {
    schema: z.strictObject({
      ...fields,
      code: z.string().meta({
        description:
          'JSON text: `{"source": "package"}`, `{"source": "swift", "swift": {"container": …, "object": …}}` or `{"source": "image", "image": …}`.',
      }),
    }),
    example: { name: 'hello', code: '{"source": "package"}', entry: 'hello.main', package: '' },
  },
};

export const changedFunction = {
  'multipart/form-data': {
    schema: z.strictObject({
      ...fields,
      code: z.string().optional().meta({ description: 'JSON text.' }),
    }),
    example: { description: 'says hello', timeout: '10' },
  },
};

export const upload = json(
  z.strictObject({
    bytes: z.int().min(1).max(maximumUploadBytes).meta({ description: 'The size of the zip.' }),
  }),
  { bytes: 12_345_678 },
);

export const newVersion = json(z.strictObject({ description: text }), {
  description: 'as of Friday',
});

export const count = json(z.strictObject({ count: z.int32().min(1) }), { count: 1 });

export const secret = json(z.strictObject({ value: z.string() }), { value: 'not shown again' });

export const credential = json(z.strictObject({ id: z.string(), secret: z.string() }), {
  id: '2f4c…',
  secret: 'not shown again',
});

export const newAlias = json(
  z.strictObject({
    name: z.string().regex(/^[\w.~-]{1,255}$/),
    function_id: id,
    function_version: version,
    description: text,
  }),
  { name: 'live', function_id: '5d5a8e6a-4e6b-4f0e-9a44-0d5b3c1f9a10', function_version: 1 },
);

export const changedAlias = json(
  z.strictObject({ function_id: id.nullish(), function_version: version, description: text }),
  { function_version: 2 },
);

export const newWebhook = json(withTarget({ description: text }), {
  function_id: '5d5a8e6a-4e6b-4f0e-9a44-0d5b3c1f9a10',
});

const ofJob = {
  name: text,
  function_input: z.string().max(65_535).nullish().meta({ description: 'JSON text.' }),
};

export const newJob = json(
  withTarget(
    {
      ...ofJob,
      pattern: cron.meta({ description: 'In UTC.' }),
      count: z
        .int32()
        .min(0)
        .nullish()
        .meta({ description: 'How often it runs; by default for ever.' }),
      first_execution_time: futureTime.nullish(),
    },
    {
      ...ofJob,
      pattern: z.null().optional(),
      count: z.int().min(0).max(1).nullish(),
      first_execution_time: futureTime.meta({
        description: 'When it runs once: `2030-01-01 00:00:00`, in UTC.',
      }),
    },
  ),
  { name: 'nightly', function_id: '5d5a8e6a-4e6b-4f0e-9a44-0d5b3c1f9a10', pattern: '0 3 * * *' },
);

export const changedJob = json(
  z.strictObject({
    name: text,
    status: z.enum(['running', 'paused', 'cancelled']).nullish(),
    pattern: cron.nullish().meta({ description: 'Only of a job that has one already.' }),
    function_input: z.string().max(65_535).nullish(),
    next_execution_time: futureTime.nullish(),
  }),
  { status: 'paused' },
);

export const newExecution = json(
  withTarget({
    description: text,
    sync: z.boolean().nullish().meta({ description: 'Whether the request waits for the end.' }),
    input: z.string().nullish().meta({
      description: 'JSON text of an object: keyword arguments. Any other text: one argument.',
    }),
  }),
  { function_id: '5d5a8e6a-4e6b-4f0e-9a44-0d5b3c1f9a10', input: '{"name": "World"}' },
);

const runtimeFields = {
  name: z.string().nullish(),
  description: z.string().nullish(),
  is_public: z.boolean().nullish(),
  trusted: z.boolean().nullish(),
};

export const newRuntime = json(z.strictObject({ image: z.string(), ...runtimeFields }), {
  name: 'python',
  image: 'python3.13',
});

export const changedRuntime = json(
  z.strictObject({ image: z.string().nullish(), ...runtimeFields }),
  { description: 'for everybody' },
);

import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const code = z.object({
  source: z.string(),
  md5sum: z.string().nullish(),
  image: z.string().nullish(),
});

const shared = z.object({
  id: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  cpu: z.number(),
  memory_size: z.number(),
  timeout: z.number(),
  runtime_id: z.string().nullable(),
  entry: z.string().nullable(),
  count: z.number(),
  latest_version: z.number(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
});

const shown = shared.extend({ code });
// In lists the code is JSON text, as in Qinling.
const listed = shared.extend({
  code: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(code),
});

export type QinlingFunction = z.infer<typeof shown>;

const path = '/v1/functions';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const functionsQuery = queryOptions({
  queryKey: ['functions'],
  queryFn: async ({ signal }) =>
    (await requestJson(path, z.object({ functions: z.array(listed) }), { signal })).functions,
});

export const functionQuery = (id: string) =>
  queryOptions({
    queryKey: ['functions', id],
    queryFn: ({ signal }) => requestJson(pathOf(id), shown, { signal }),
  });

export interface FunctionFields {
  readonly name?: string;
  readonly description?: string;
  readonly runtime_id?: string;
  readonly entry?: string;
  readonly timeout?: number | string;
  readonly memory_size?: number | string;
  readonly cpu?: number | string;
}

function form(fields: FunctionFields, zip: Uint8Array | undefined): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) data.append(name, String(value));
  if (zip) data.append('package', new Blob([Uint8Array.from(zip)]), 'package.zip');
  return data;
}

export function createFunction(fields: FunctionFields, zip: Uint8Array) {
  const data = form(fields, zip);
  data.append('code', JSON.stringify({ source: 'package' }));
  return requestJson(path, shown, { method: 'POST', body: data });
}

/** Changes what is named of a function; a new package only if there is one. */
export const updateFunction = (id: string, fields: FunctionFields, zip?: Uint8Array) =>
  requestJson(pathOf(id), shown, { method: 'PUT', body: zip ? form(fields, zip) : fields });

export const deleteFunction = (id: string) => request(pathOf(id), { method: 'DELETE' });

export const packageQuery = (id: string) =>
  queryOptions({
    queryKey: ['functions', id, 'package'],
    queryFn: async ({ signal }): Promise<Uint8Array> => {
      const answer = await request(`${pathOf(id)}?download=true`, {
        signal,
        headers: { accept: 'application/zip' },
      });
      return new Uint8Array(await answer.arrayBuffer());
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** By how many environments to change what is kept ready for a version; less than 0 for fewer. */
export const scaleVersion = (id: string, version: number, by: number) =>
  request(`${pathOf(id)}/versions/${version}/${by > 0 ? 'scale_up' : 'scale_down'}`, {
    method: 'POST',
    body: { count: Math.abs(by) },
  });

export const detachFunction = (id: string) => request(`${pathOf(id)}/detach`, { method: 'POST' });

const workers = z.object({
  workers: z.array(z.object({ function_version: z.number(), worker_name: z.string() })),
});

export const workersQuery = (id: string) =>
  queryOptions({
    queryKey: ['functions', id, 'workers'],
    queryFn: async ({ signal }) =>
      (await requestJson(`${pathOf(id)}/workers`, workers, { signal })).workers,
  });

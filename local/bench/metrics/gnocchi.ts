import * as z from 'zod';

/** A server of Gnocchi's API that is measured. */
export interface Gnocchi {
  readonly name: string;
  /** Without `/v1`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a request and returns the body; throws if the status is an error. */
export async function askGnocchi(
  { url, headers }: Gnocchi,
  method: string,
  path: string,
  body?: object,
): Promise<string> {
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return text;
}

/** Metrics of one resource: their names and the policy of each. */
export interface NewResource {
  readonly id: string;
  readonly metrics: Readonly<Record<string, string>>;
}

const created = z.object({ metrics: z.record(z.string(), z.string()) });

/** Creates a resource and returns the ids of its metrics by name. */
export async function createResource(
  gnocchi: Gnocchi,
  { id, metrics }: NewResource,
): Promise<Readonly<Record<string, string>>> {
  const policies = Object.fromEntries(
    Object.entries(metrics).map(([name, policy]) => [name, { archive_policy_name: policy }]),
  );
  const body = { id, user_id: 'bench', project_id: 'bench', metrics: policies };
  const text = await askGnocchi(gnocchi, 'POST', '/v1/resource/generic', body);
  return created.parse(JSON.parse(text)).metrics;
}

/** One sample of a metric for each of these resources, as Ceilometer sends them in one request. */
export const samplesOf = (
  resourceIds: readonly string[],
  name: string,
  { at, value, policy }: { readonly at: Date; readonly value: number; readonly policy?: string },
): object =>
  Object.fromEntries(
    resourceIds.map((id, index) => [
      id,
      {
        [name]: {
          measures: [{ timestamp: at.toISOString(), value: value + index / 1000 }],
          ...(policy && { archive_policy_name: policy }),
        },
      },
    ]),
  );

/** Posts samples by resource, and returns how many milliseconds the answer took. */
export async function postSamples(gnocchi: Gnocchi, samples: object): Promise<number> {
  const began = performance.now();
  await askGnocchi(
    gnocchi,
    'POST',
    '/v1/batch/resources/metrics/measures?create_metrics=true',
    samples,
  );
  return performance.now() - began;
}

import * as z from 'zod/mini';
import { fairSlots } from '../../platform/app/fair-slots.ts';
import { exchange } from '../../platform/node/exchange.ts';
import { scopedPromql } from '../core/metric/scoped-promql.ts';
import type { MeasureSources, PrometheusAnswer } from '../measure-ports.ts';
import { questionsAtOnce } from './questions-at-once.ts';

export interface PrometheusAccess {
  /** Without `/api/v1`. */
  readonly url: string;
  /** The label that names the project of a series; null if every project may read all of them. */
  readonly projectLabel: string | null;
  /** The headers that authenticate a GET of the URL. */
  readonly headersFor: (url: URL) => Promise<Readonly<Record<string, string>>>;
}

const defaultLimits = {
  connectMilliseconds: 2000,
  totalMilliseconds: 5000,
  answerBytes: 1_000_000,
};

/** A vector: each series has one sample, `[time, "value"]`. */
const vector = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })),
  }),
});
const failure = z.object({ status: z.literal('error'), error: z.string() });

/** Asks Prometheus, or an Amazon Managed Service for Prometheus, an instant query. */
export function prometheusClient(
  { url, projectLabel, headersFor }: PrometheusAccess,
  limits = defaultLimits,
): NonNullable<MeasureSources['prometheus']> {
  const inSlot = fairSlots(questionsAtOnce);
  return {
    async query(projectId, asked) {
      const query = projectLabel === null ? asked : scopedPromql(asked, projectLabel, projectId);
      if (query === undefined) return unknown('the query is not PromQL');
      const target = new URL(`${url}/api/v1/query`);
      target.searchParams.set('query', query);
      const signal = AbortSignal.timeout(limits.totalMilliseconds);
      try {
        return await inSlot({ group: projectId, signal }, async () => {
          const headers = await headersFor(target);
          const to = { method: 'GET', url: target, addresses: undefined, body: '' } as const;
          return answerOf(await exchange({ ...to, headers, ...limits, signal }));
        });
      } catch (error) {
        return unknown(
          signal.aborted
            ? `no answer within ${limits.totalMilliseconds / 1000} s`
            : `Prometheus is not reached${codeOf(error)}`,
        );
      }
    },
  };
}

function answerOf({ status, text }: { readonly status: number; readonly text: string }) {
  const json = jsonOf(text);
  const found = vector.safeParse(json);
  if (status === 200 && found.success)
    return {
      kind: 'values',
      values: found.data.data.result.map(({ value: [, value] }) => sampleOf(value)),
    } as const;
  const refused = failure.safeParse(json);
  if (refused.success) return unknown(`[${status}] ${refused.data.error.slice(0, 500)}`);
  return unknown(status === 200 ? 'the answer is not a vector' : `Prometheus answered ${status}`);
}

/** Prometheus writes infinities as Go does. */
function sampleOf(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

const unknown = (reason: string): PrometheusAnswer => ({ kind: 'unknown', reason });

/** Node's error code, which reveals nothing of the request. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `, ${String(error.code)}` : '';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

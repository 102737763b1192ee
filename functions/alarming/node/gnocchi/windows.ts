import { setMaxListeners } from 'node:events';
import type { AlarmWindows, Answer, WindowSpan } from '../../../metrics/alarm-ports.ts';
import { fairSlots } from '../../../platform/app/fair-slots.ts';
import { dumps, isArray, isObject, type Json } from '../../../platform/core/python-json.ts';
import { exchange } from '../../../platform/node/exchange.ts';
import {
  aggregatedOf,
  type Answered,
  jsonOf,
  member,
  refusalOf,
  unreadable,
  windowsOf,
} from './answer.ts';
import {
  acrossMetrics,
  acrossResources,
  scopedSearch,
  searchForResource,
} from '../../core/metric/gnocchi-question.ts';
import { questionsAtOnce } from '../questions-at-once.ts';
import { uuidOf } from '../../../metrics/core/resource-id.ts';

const defaultLimits = {
  connectMilliseconds: 2000,
  answerBytes: 4_000_000,
  /** For all requests of a question, waiting for others included. */
  questionSeconds: 10,
};
/** Thrown to end a question; it does not leave this file. */
class Unanswered extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(answer.kind);
    this.answer = answer;
  }
}
const invalid = (reason: string): Answer => ({ kind: 'invalid', reason });

/**
 * Asks an existing Gnocchi as the service user, who may read everything there. What a project may read is said in each
 * search, and looked at in each answer.
 */
export function gnocchiWindows(
  access: {
    /** Without `/v1`. */
    readonly url: string;
    readonly token: () => Promise<string>;
  },
  limits = defaultLimits,
): AlarmWindows {
  const inSlot = fairSlots(questionsAtOnce);
  const answered = answeredWithin(limits.questionSeconds);

  const send = async ({ projectId, signal }: Asker, asked: Asked): Promise<Answered> =>
    inSlot({ group: projectId, signal }, async () => {
      const token = await access.token().catch(() => {
        throw new Unanswered(invalid('Keystone gives no token for Gnocchi'));
      });
      const answer = await exchange({
        method: asked.method,
        url: new URL(`${access.url}/v1/${asked.path}`),
        addresses: undefined,
        headers: {
          accept: 'application/json',
          'x-auth-token': token,
          ...(asked.body !== undefined && { 'content-type': 'application/json' }),
        },
        body: asked.body === undefined ? '' : dumps(asked.body),
        ...limits,
        signal,
      });
      if (answer.status >= 500) throw new Unanswered(invalid(`Gnocchi answered ${answer.status}`));
      return answer;
    });
  const jsonFrom = async (asker: Asker, asked: Asked): Promise<Json> => {
    const answer = await send(asker, asked);
    if (answer.status !== 200) throw new Unanswered(refusalOf(answer));
    const json = jsonOf(answer.text);
    if (json === undefined) throw new Unanswered(unreadable);
    return json;
  };

  return {
    ofResource: (projectId, { resourceId, userId, name, method, span }) =>
      answered(projectId, async (asker) => {
        const path = 'search/resource/generic';
        const body = searchForResource(projectId, resourceId);
        const found = await jsonFrom(asker, { method: 'POST', path, body });
        const readable = isArray(found) ? found.filter((each) => isOf(projectId, each)) : [];
        const [resource, another] = nearest(readable, { projectId, userId });
        if (resource === undefined) return { kind: 'resource-missing' };
        if (another !== undefined) return invalid(`several resources have the id ${resourceId}`);
        const metricId = member(member(resource, 'metrics'), name);
        if (typeof metricId !== 'string') return { kind: 'metric-missing' };
        const query = new URLSearchParams({ aggregation: method, ...spanQuery(span) });
        const measures = `metric/${encodeURIComponent(metricId)}/measures?${query.toString()}`;
        return windowsOf(await jsonFrom(asker, { method: 'GET', path: measures }), span);
      }),

    ofMetrics: (projectId, { metricIds, method, span }) =>
      answered(projectId, async (asker) => {
        const ids = metricIds.map((id) => uuidOf(id));
        const readable = await Promise.all(
          ids.map(async (id) => {
            if (id === undefined) return false;
            const metric = await send(asker, { method: 'GET', path: `metric/${id}` });
            return metric.status === 200 && isMetricOf(projectId, jsonOf(metric.text));
          }),
        );
        if (readable.includes(false)) return { kind: 'metric-missing' };
        const known = ids.filter((id) => id !== undefined);
        const operations = acrossMetrics(known, method);
        return aggregated(await jsonFrom(asker, aggregates({ operations }, span)), span);
      }),

    ofResources: (projectId, { resourceType, query, name, method, span }) =>
      answered(projectId, async (asker) => {
        const search = scopedSearch(projectId, query);
        if (search === undefined) return invalid('the query is not a search in JSON');
        const operations = acrossResources(name, method);
        const body = { operations, search, resource_type: resourceType };
        return aggregated(await jsonFrom(asker, aggregates(body, span)), span);
      }),
  };
}

/** In whose name, and for how long, Gnocchi is asked. */
interface Asker {
  readonly projectId: string;
  readonly signal: AbortSignal;
}
type Ask = (asker: Asker) => Promise<Answer>;

interface Asked {
  readonly method: 'GET' | 'POST';
  /** After `/v1/`. */
  readonly path: string;
  readonly body?: Json;
}

const spanQuery = ({ granularitySeconds, first, last }: WindowSpan) => ({
  start: new Date(first * 1000).toISOString(),
  stop: new Date((last + granularitySeconds) * 1000).toISOString(),
  granularity: String(granularitySeconds),
});

const aggregates = (body: Json, span: WindowSpan): Asked => ({
  method: 'POST',
  path: `aggregates?${new URLSearchParams({ details: 'false', needed_overlap: '0', ...spanQuery(span) }).toString()}`,
  body,
});

const aggregated = (json: Json, span: WindowSpan): Answer => windowsOf(aggregatedOf(json), span);

/**
 * Of resources that different creators gave the same id, those of the alarm's own creator, or else of its project, as
 * Gnocchi would understand the id if they asked.
 */
function nearest(
  found: readonly Json[],
  { projectId, userId }: { readonly projectId: string; readonly userId: string },
): readonly Json[] {
  const ofProject = found.filter((each) => member(each, 'created_by_project_id') === projectId);
  const own = ofProject.filter((each) => member(each, 'created_by_user_id') === userId);
  return [own, ofProject].find((some) => some.length > 0) ?? found;
}

/** Whether a resource, or a metric, was created by the project, or says that it belongs to it. */
const isOf = (projectId: string, json: Json | undefined): boolean =>
  member(json, 'created_by_project_id') === projectId || member(json, 'project_id') === projectId;

const isMetricOf = (projectId: string, metric: Json | undefined): boolean => {
  const resource = member(metric, 'resource');
  return (
    member(metric, 'created_by_project_id') === projectId ||
    (resource !== undefined && isObject(resource) && member(resource, 'project_id') === projectId)
  );
};

/** Answers a question in time, or says why there is no answer. */
const answeredWithin =
  (seconds: number) =>
  async (projectId: string, ask: Ask): Promise<Answer> => {
    const signal = AbortSignal.timeout(seconds * 1000);
    // Each request of a question listens to it; a question about many metrics has many.
    setMaxListeners(0, signal);
    try {
      return await ask({ projectId, signal });
    } catch (error) {
      if (error instanceof Unanswered) return error.answer;
      return invalid(
        signal.aborted
          ? `Gnocchi gives no answer within ${seconds} s`
          : `Gnocchi is not reached${codeOf(error)}`,
      );
    }
  };

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `, ${String(error.code)}` : '';

import type { Answer, WindowSpan } from '../../../metrics/alarm-ports.ts';
import { isArray, isObject, type Json, loads } from '../../../platform/core/python-json.ts';
import { pythonFloat } from '../../../platform/core/python-number.ts';

/** What Gnocchi answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Gnocchi writes NaN and infinities as Python does, which is no JSON. Its series have no texts but times and ids. */
const bare = /(?<=[[,:]\s*)(-?Infinity|NaN)(?=\s*[\],}])/g;

/** The JSON of an answer; undefined if it is none, or was cut off. */
export const jsonOf = (text: string): Json | undefined =>
  parsed(text) ?? parsed(text.replace(bare, '"$1"'));

function parsed(text: string): Json | undefined {
  try {
    return loads(text);
  } catch {
    return undefined;
  }
}

/** A series, `[[time, granularity, value]]`, as windows. */
export function windowsOf(series: Json | undefined, span: WindowSpan): Answer {
  if (series === undefined || !isArray(series)) return unreadable;
  const points = series.map((point) => {
    const [time = null, granularity = null, value = null] = isArray(point) ? point : [];
    return {
      at: typeof time === 'string' ? Date.parse(time) / 1000 : Number.NaN,
      granularity: pythonFloat(granularity),
      value: pythonFloat(value),
    };
  });
  const windows = points.flatMap(({ at, granularity, value }) =>
    value !== undefined &&
    granularity === span.granularitySeconds &&
    at >= span.first &&
    at <= span.last
      ? [{ at, value }]
      : [],
  );
  return { kind: 'windows', windows };
}

/** The aggregate in an answer of `/v1/aggregates`. */
export function aggregatedOf(json: Json | undefined): Json | undefined {
  return member(member(json, 'measures'), 'aggregated');
}

export function member(json: Json | undefined, name: string): Json | undefined {
  return json !== undefined && isObject(json) ? json[name] : undefined;
}

export const unreadable: Answer = { kind: 'invalid', reason: "Gnocchi's answer cannot be read" };

/** What a refusal means. Gnocchi says in words or in an object what does not exist (`gnocchi/rest/api.py`). */
export function refusalOf({ status, text }: Answered): Answer {
  if (status === 401 || status === 403)
    return { kind: 'invalid', reason: `Gnocchi refuses the service user (HTTP ${status})` };
  const description = member(jsonOf(text), 'description');
  const cause = member(description, 'cause') ?? description;
  const words = typeof cause === 'string' ? cause : '';
  if (status === 404) {
    if (/aggregation/i.test(words)) return { kind: 'aggregation-missing' };
    if (words.startsWith('Resource ')) return { kind: 'resource-missing' };
    return { kind: 'metric-missing' };
  }
  const reason = member(description, 'reason');
  if (reason === 'Granularities are missing') return { kind: 'aggregation-missing' };
  const said = [words, typeof reason === 'string' ? reason : ''].filter((part) => part !== '');
  return { kind: 'invalid', reason: [...said, `(HTTP ${status})`].join(' ') };
}

import type { Instant } from '../../platform/core/instant.ts';
import { isoMicroseconds } from '../../platform/core/python-datetime.ts';
import { isCalendarSpan } from '../core/aggregation/calendar.ts';
import type { Resampling } from '../core/aggregation/resampling.ts';
import { invalid } from '../core/refusal.ts';
import { readTimespan } from '../core/time/timespan.ts';
import { readTimestamp } from '../core/time/timestamp.ts';

/** The parameters that all requests for measures have. Times and spans in microseconds. */
export interface RangeQuery {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly granularity?: number | undefined;
  readonly resampling?: Resampling | undefined;
}

/** As `validate_qs` of `gnocchi/rest/api.py`. A parameter that is given twice counts once. */
export function readRange(parameters: URLSearchParams, now: Instant): RangeQuery {
  const range = {
    from: timeOf(parameters, 'start', now),
    until: timeOf(parameters, 'stop', now),
    granularity: granularityOf(parameters),
  };
  const resample = parameters.get('resample');
  if (!resample) return range;
  if (!parameters.get('granularity')) throw invalid('A granularity must be specified to resample');
  return { ...range, resampling: resamplingOf(resample) };
}

function timeOf(parameters: URLSearchParams, name: string, now: Instant): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  const read = readTimestamp(text, now);
  if ('refused' in read) throw wrong(name, 'Must be a datetime or a timestamp');
  return Number(isoMicroseconds(read.instant) ?? 0n);
}

function granularityOf(parameters: URLSearchParams): number | undefined {
  const text = parameters.get('granularity');
  if (text === null) return undefined;
  const span = readTimespan(text);
  if ('refused' in span) throw wrong('granularity', span.refused);
  return span.microseconds;
}

function resamplingOf(text: string): Resampling {
  if (isCalendarSpan(text)) return { kind: 'calendar', span: text };
  const span = readTimespan(text);
  if ('refused' in span) throw invalid(span.refused);
  return { kind: 'span', span: span.microseconds };
}

export const wrong = (detail: string, reason: string) =>
  invalid({ cause: 'Argument value error', detail, reason });

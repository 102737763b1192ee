import type { Json } from '../../platform/core/python-json.ts';
import { isoText } from '../../platform/core/python-datetime-text.ts';
import { LosslessNumber } from 'lossless-json';
import { floatRepr } from '../../platform/core/python-json.ts';
import type { Measures } from '../app/measures/get-measures.ts';
import { microsecondsPerSecond, type Point } from '../core/aggregation/point.ts';

/** `[time, granularity, value]` of each window. JSON has no NaN and no infinity: they are null. */
export const measuresView = (measures: readonly Measures[]): Json =>
  measures.flatMap(({ granularity, points }) => {
    const span = spanView(granularity);
    return points.map((point) => [timeView(point.time), span, valueView(point)]);
  });

/** Gnocchi leaves out fractions of seconds. */
export const timeView = (time: number): string =>
  `${isoText(BigInt(time - (time % microsecondsPerSecond)))}+00:00`;

/** A calendar's span is its letter. */
export const spanView = (granularity: number | string): Json =>
  typeof granularity === 'string' ? granularity : float(granularity / microsecondsPerSecond);

export const valueView = ({ value }: Point): Json => (Number.isFinite(value) ? float(value) : null);

/** A number as Python prints a float, with a fraction always. */
export const float = (value: number): Json => new LosslessNumber(floatRepr(value));

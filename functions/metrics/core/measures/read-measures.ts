import type { Instant } from '../../../platform/core/instant.ts';
import { isArray, isObject, type Json } from '../../../platform/core/python-json.ts';
import { pythonFloat } from '../../../platform/core/python-number.ts';
import type { Point } from '../aggregation/point.ts';
import { invalidInput } from '../refusal.ts';
import { endOfTime, timesLike } from '../time/measure-times.ts';

/** Where a list of measures is in the body, for the refusal. */
export type Path = readonly string[];

/** `[{"timestamp", "value"}]`; a value is anything that Python's `float` takes (`gnocchi/rest/api.py`, `MeasuresListSchema`). */
export function readMeasures(json: Json, now: Instant, path: Path = []): readonly Point[] {
  if (isObject(json) && Object.keys(json).length === 0) return [];
  if (!isArray(json)) throw refused('unexpected measures format', path);
  const measures = json.map((measure) => {
    if (!isObject(measure) || measure['timestamp'] === undefined)
      throw refused('unexpected measures format', path);
    return measure;
  });
  const readTime = timesLike(measures[0]?.['timestamp'] ?? null, now);
  return measures.map((measure) => {
    const time = readTime(measure['timestamp'] ?? null);
    const why = wrongTime(time);
    if (time === undefined || why !== undefined)
      throw refused(`unexpected timestamp '${why}'`, path);
    const value = pythonFloat(measure['value'] ?? null);
    if (value === undefined) throw refused('unexpected measures value', path);
    return { time, value };
  });
}

function wrongTime(time: number | undefined): string | undefined {
  if (time === undefined) return 'Unable to convert timestamps';
  if (time < 0) return 'Timestamp must be after Epoch';
  return time >= endOfTime ? 'Timestamp must be before 2112-09-17' : undefined;
}

/** What voluptuous says of a value of an object. */
export const refused = (reason: string, path: Path) =>
  path.length === 0 ? invalidInput(reason) : invalidInput(`${reason} for dictionary value`, path);

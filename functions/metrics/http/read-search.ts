import { isArray, isObject, type Json, type Scalar } from '../../platform/core/python-json.ts';
import type { Creator } from '../core/creator.ts';
import { metricLimits } from '../core/limits.ts';
import { readResourceId, type UuidOfName } from '../core/resource-id.ts';
import { combinationsByName, comparisonsByName, type Search } from '../core/search/search.ts';
import { dictionary, inValue, listOf, mismatch, type Path, read } from './schema.ts';

export interface SearchReading {
  /** Ids that are no UUIDs name resources of this creator. */
  readonly creator: Creator;
  readonly uuid5: UuidOfName;
}

/** Reads a search in JSON. The empty one finds everything: undefined. */
export function readSearch(json: Json, reading: SearchReading): Search | undefined {
  const budget = { comparisons: 0 };
  return read(json, (body, path) =>
    isObject(body) && Object.keys(body).length === 0
      ? undefined
      : searchIn(body, path, { ...reading, budget }),
  );
}

type Reading = SearchReading & { readonly budget: { comparisons: number } };

const only = (json: Json, path: Path): readonly [string, Json] => {
  const entries = Object.entries(dictionary(json, path));
  const [first, another] = entries;
  if (!first) return mismatch('length of value must be at least 1', path);
  if (another) return mismatch('length of value must be at most 1', path);
  return first;
};

function searchIn(json: Json, path: Path, reading: Reading): Search {
  const [name, value] = only(json, path);
  const at = [...path, name];
  const combination = combinationsByName.get(name);
  if (combination)
    return {
      op: combination,
      parts: inValue(at, () =>
        listOf((part, where) => searchIn(part, where, reading), {
          least: 1,
          most: metricLimits.comparisons,
        })(value, at),
      ),
    };
  if (name === 'not') return { op: 'not', part: inValue(at, () => searchIn(value, at, reading)) };
  const comparison = comparisonsByName.get(name);
  if (name !== 'in' && !comparison) return mismatch('extra keys not allowed', at);
  reading.budget.comparisons += 1;
  if (reading.budget.comparisons > metricLimits.comparisons)
    return mismatch(`a search has at most ${metricLimits.comparisons} comparisons`, at);
  const [attribute, operand] = inValue(at, () => only(value, at));
  const where = [...at, attribute];
  if (!comparison) {
    const values = inValue(where, () =>
      listOf((item, place) => scalar(item, place, { attribute, reading }), {
        least: 1,
        most: metricLimits.values,
      })(operand, where),
    );
    return { op: 'in', attribute, values };
  }
  if (comparison === 'like' && attribute === 'id')
    return mismatch("value must not be one of ['id']", where);
  const found = inValue(where, () => scalar(operand, where, { attribute, reading }));
  return { op: comparison, attribute, value: found };
}

function scalar(
  json: Json,
  path: Path,
  { attribute, reading }: { readonly attribute: string; readonly reading: Reading },
): Scalar {
  if (isArray(json) || isObject(json)) return mismatch('expected str', path);
  if (attribute !== 'id') return json;
  if (typeof json !== 'string') return mismatch('expected str', path);
  const id = readResourceId(json, reading.creator, reading.uuid5);
  return 'refused' in id ? mismatch(id.refused, path) : id.id;
}

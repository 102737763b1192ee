import { isoMicroseconds } from '../../../../platform/core/python-datetime.ts';
import { dumps, isArray, isObject, type Json } from '../../../../platform/core/python-json.ts';
import { pythonNumber } from '../../../../platform/core/python-number.ts';
import { pythonText } from '../../../../platform/core/python-text.ts';
import type { Found } from './json-path.ts';
import { splitText } from './named-operator.ts';

/** Makes a trait's values from what its path has found. Null is no value. */
export type TraitPlugin = (found: readonly Found[]) => readonly Json[];

type Parameters = Readonly<Record<string, Json>>;

/** The plugin of a definition, which is a name or a mapping with `name` and `parameters`. Throws a `SyntaxError` for an unknown one. */
export function traitPlugin(written: Json): TraitPlugin {
  const name = isObject(written) ? written['name'] : written;
  const given = isObject(written) ? (written['parameters'] ?? {}) : {};
  const make = typeof name === 'string' && Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (!make || !isObject(given))
    throw new SyntaxError(`there is no trait plugin ${pythonText(name ?? null)}`);
  return make(given);
}

/** `ceilometer/event/trait_plugins.py` */
const plugins: Readonly<Record<string, (parameters: Parameters) => TraitPlugin>> = {
  split: splitter,
  bitfield,
  timedelta: () => timedelta,
  map: mapper,
};

function splitter(parameters: Parameters): TraitPlugin {
  const { separator = '.', segment = 0, max_split: maximum = -1 } = parameters;
  const cuts = maximum === null ? -1 : integer(maximum);
  return (found) =>
    found.map(
      ({ value }) =>
        splitText(pythonText(value), pythonText(separator), cuts).at(integer(segment)) ?? null,
    );
}

function bitfield(parameters: Parameters): TraitPlugin {
  const { initial_bitfield: initial = 0, flags = [] } = parameters;
  const known = isArray(flags) ? flags.filter(isObject) : [];
  return (found) => {
    const values = new Map(found.map(({ path, value }) => [path.join('.'), value]));
    const set = known.filter(({ path, value }) => {
      const met = values.get(pythonText(path ?? null));
      return met !== undefined && (value === undefined || same(met, value));
    });
    return [set.reduce((bits, { bit = 0 }) => bits | (1 << integer(bit)), integer(initial))];
  };
}

/** The seconds between two instants. */
function timedelta(found: readonly Found[]): readonly Json[] {
  const [start, end] = found.map(({ value }) =>
    typeof value === 'string' ? isoMicroseconds(value) : undefined,
  );
  if (found.length !== 2 || start === undefined || end === undefined) return [];
  return [Math.abs(Number(end - start)) / 1_000_000];
}

function mapper(parameters: Parameters): TraitPlugin {
  const { values = null, default: otherwise = null, case_sensitive: sensitive = true } = parameters;
  if (!isObject(values) || Object.keys(values).length === 0)
    throw new SyntaxError('the trait plugin map needs "values"');
  const fold = (key: string) => (sensitive === false ? key.toLowerCase() : key);
  const targets = new Map(Object.entries(values).map(([key, target]) => [fold(key), target]));
  return (found) => found.map(({ value }) => targets.get(fold(pythonText(value))) ?? otherwise);
}

const integer = (value: Json): number => Number(pythonNumber(value) ?? 0);

const same = (left: Json, right: Json): boolean =>
  dumps(left, { sortKeys: true }) === dumps(right, { sortKeys: true });

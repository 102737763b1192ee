import type { HonoRequest } from 'hono';
import { Fault } from '../../platform/core/fault.ts';

type View = object;
type Keep = (view: View) => boolean;

/** What a list can be filtered by; anything else in the query is refused, so that no filter is ignored. */
export interface ListFilters {
  /**
   * Attributes of the listed things, compared exactly. Text is also compared by `name__contains`,
   * `name__startswith` and `name__endswith`, and by `name__icontains` and so on in any case
   * (`keystone/server/flask/common.py`, `filter_by_attributes`).
   */
  readonly attributes: readonly string[];
  /** Filters by what nothing here has, such as tags: whether a value keeps everything or nothing. */
  readonly constant?: Readonly<Record<string, (value: string) => boolean>>;
  /** Parameters that are not filters. */
  readonly others?: readonly string[];
}

const comparators = new Map<string, (text: string, value: string) => boolean>([
  ['contains', (text, value) => text.includes(value)],
  ['startswith', (text, value) => text.startsWith(value)],
  ['endswith', (text, value) => text.endsWith(value)],
]);

/** The things that match every filter of the query. */
export function filtered<One extends View>(
  request: HonoRequest,
  views: readonly One[],
  filters: ListFilters,
): readonly One[] {
  const keeps = [...parametersOf(request)]
    .filter(([name]) => filters.others?.includes(name) !== true)
    .map(([name, value]) => keepBy(name, value, filters));
  return views.filter((view) => keeps.every((keep) => keep(view)));
}

export const parametersOf = (request: HonoRequest): URLSearchParams =>
  new URL(request.url).searchParams;

function keepBy(name: string, value: string, { attributes, constant = {} }: ListFilters): Keep {
  if (attributes.includes(name)) return (view) => equals(valueOf(view, name), value);
  if (Object.hasOwn(constant, name)) {
    const keeps = constant[name]?.(value) === true;
    return () => keeps;
  }
  const [attribute = '', comparator = '', ...more] = name.split('__');
  const anyCase = comparator.startsWith('i');
  const compare = comparators.get(anyCase ? comparator.slice(1) : comparator);
  if (!compare || more.length > 0 || !attributes.includes(attribute)) throw unexpected(name);
  return (view) => {
    const text = valueOf(view, attribute);
    if (typeof text !== 'string') return false;
    return anyCase ? compare(text.toLowerCase(), value.toLowerCase()) : compare(text, value);
  };
}

/** The text is that of Keystone's query schemas. */
const unexpected = (name: string): Fault =>
  new Fault(
    'invalid',
    `Additional properties are not allowed ('${name.slice(0, 64)}' was unexpected)`,
  );

const valueOf = (view: View, attribute: string): unknown =>
  new Map<string, unknown>(Object.entries(view)).get(attribute);

const equals = (actual: unknown, value: string): boolean =>
  typeof actual === 'boolean' ? actual === !isFalse(value) : actual === value;

/** The words for false of `oslo_utils.strutils`; any other value, even an empty one, means true. */
export const isFalse = (value: string): boolean =>
  ['0', 'f', 'false', 'n', 'no', 'off'].includes(value.trim().toLowerCase());

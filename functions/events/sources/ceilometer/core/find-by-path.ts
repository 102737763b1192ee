import { isArray, isObject, type Json } from '../../../../platform/core/python-json.ts';
import type { Found, JsonPath } from './json-path.ts';
import { passes } from './json-path-filter.ts';

/** All values that a path finds, in the order of `jsonpath_rw`. */
export const find = (path: JsonPath, root: Json): readonly Found[] =>
  step(path, { value: root, path: [] }, root);

function step(path: JsonPath, at: Found, root: Json): readonly Found[] {
  const { value } = at;
  switch (path.kind) {
    case 'this':
      return [at];
    case 'root':
      return [{ value: root, path: [] }];
    case 'fields':
      return fieldsOf(path.names, at);
    case 'index':
      return indexOf(path.index, at);
    case 'slice':
      return elementsOf(at).slice(path.start, path.end);
    case 'filter':
      return isArray(value)
        ? elementsOf(at).filter((each) => passes(path.filter, each.value, find))
        : [];
    case 'length':
      return lengthOf(value);
    case 'rewrite':
      return rewritten(path.rewrite, value);
    case 'child':
      return step(path.left, at, root).flatMap((found) => step(path.right, found, root));
    case 'union':
      return [...step(path.left, at, root), ...step(path.right, at, root)];
    case 'descendants':
      return step(path.left, at, root).flatMap((found) => below(path.right, found, root));
  }
}

function fieldsOf(names: readonly string[], { value, path }: Found): readonly Found[] {
  if (!isObject(value)) return [];
  const wanted = names.includes('*') ? Object.keys(value) : names;
  return wanted.flatMap((name) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    return member === undefined ? [] : [{ value: member, path: [...path, name] }];
  });
}

function indexOf(index: number, { value, path }: Found): readonly Found[] {
  const items = typeof value === 'string' ? Array.from(value) : isArray(value) ? value : [];
  const item = items.length > index ? items.at(index) : undefined;
  return item === undefined ? [] : [{ value: item, path: [...path, `[${index}]`] }];
}

/** A value that is not a list is treated as a list of one. */
const elementsOf = ({ value, path }: Found): readonly Found[] =>
  (isArray(value) ? value : value === null ? [] : [value]).map((element, index) => ({
    value: element,
    path: [...path, `[${index}]`],
  }));

function lengthOf(value: Json): readonly Found[] {
  if (isArray(value)) return [{ value: value.length, path: [] }];
  if (typeof value === 'string') return [{ value: Array.from(value).length, path: [] }];
  return isObject(value) ? [{ value: Object.keys(value).length, path: [] }] : [];
}

function rewritten(rewrite: (text: string) => string | undefined, value: Json): readonly Found[] {
  const text = typeof value === 'string' ? rewrite(value) : undefined;
  return text === undefined ? [] : [{ value: text, path: [] }];
}

function below(right: JsonPath, at: Found, root: Json): readonly Found[] {
  const inside = isArray(at.value) ? elementsOf(at) : isObject(at.value) ? fieldsOf(['*'], at) : [];
  return [...step(right, at, root), ...inside.flatMap((each) => below(right, each, root))];
}

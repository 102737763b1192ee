import { parse, type Tags } from 'yaml';
import { type EventDefinition, readDefinitions } from '../core/event-definition.ts';
import { loads } from '../../../../platform/core/python-json.ts';

/** Reads definitions in Ceilometer's YAML as PyYAML does. Throws a `SyntaxError` that names the problem. */
export const definitionsOfYaml = (text: string): readonly EventDefinition[] =>
  readDefinitions(loads(JSON.stringify(parse(text, asPyYaml) ?? [])));

/** YAML 1.1 with merge keys. As in PyYAML, `y` and `n` are texts, not booleans: a trait may have such a name. */
const asPyYaml = {
  version: '1.1',
  merge: true,
  customTags: (tags: Tags): Tags =>
    tags.map((tag) =>
      typeof tag !== 'string' && tag.tag === 'tag:yaml.org,2002:bool' && 'test' in tag && tag.test
        ? { ...tag, test: new RegExp(tag.test.source.replace(/\b[YN]\|[yn]\|/g, '')) }
        : tag,
    ),
} as const;

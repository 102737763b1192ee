import { parse } from 'yaml';
import { type EventDefinition, readDefinitions } from '../../core/ceilometer/event-definition.ts';
import { loads } from '../../core/python-json.ts';

/** Reads definitions in Ceilometer's YAML, which is YAML 1.1 with merge keys. Throws `SyntaxError`, naming what is wrong. */
export const definitionsOfYaml = (text: string): readonly EventDefinition[] =>
  readDefinitions(loads(JSON.stringify(parse(text, { version: '1.1', merge: true }) ?? [])));

import { describe, expect, test } from 'vitest';
import { definitionsOfYaml } from '../../../../functions/events/sources/ceilometer/node/event-definitions.ts';
import { definitionFor } from '../../../../functions/events/sources/ceilometer/core/event-definition.ts';
import { shippedDefinitions } from '../../../../functions/events/sources/ceilometer/core/shipped-definitions.ts';

describe('the definition of an event type', () => {
  const definitions = definitionsOfYaml(`
- {event_type: "a.*", traits: {first: payload.x}}
- {event_type: ["a.b", "!a.c"], traits: {second: payload.x}}
- {event_type: "!a.*", traits: {third: payload.x}}
`);
  const last = (type: string) => definitionFor(definitions, type)?.traits.at(-1)?.name;

  test('is the last match; exclusions alone match everything else', () => {
    expect(['a.a', 'a.b', 'a.c', 'b'].map(last)).toEqual(['first', 'second', 'first', 'third']);
  });

  test('begins with the default traits', () => {
    expect(definitionFor(definitions, 'b')?.traits.map(({ name }) => name)).toEqual([
      'service',
      'request_id',
      'project_id',
      'user_id',
      'tenant_id',
      'third',
    ]);
  });
});

test.each([
  ['a: 1', 'event definitions must be a list'],
  ['- 7', 'an event definition must be a mapping'],
  ['- {traits: {}}', 'event_type must be a glob or a list of globs'],
  ['- {event_type: a}', 'the traits of a must be a mapping'],
  [
    '- {event_type: a, traits: {t: {type: blob, fields: x}}}',
    'the trait t has the unknown type blob',
  ],
  ['- {event_type: a, traits: {t: {type: int}}}', 'the trait t needs a path'],
  ['- {event_type: a, traits: {t: {fields: x, plugin: none}}}', 'there is no trait plugin none'],
  ['- {event_type: a, traits: {t: {fields: "x["}}}', 'is not a path'],
])('%s is refused with a reason', (yaml, why) => {
  expect(() => definitionsOfYaml(yaml)).toThrow(why);
});

test('Ceilometer ships 47 definitions', () => {
  expect(shippedDefinitions).toHaveLength(47);
});

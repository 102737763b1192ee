import fc from 'fast-check';
import type { Condition, EventRule } from '../../../functions/events/core/event-rule.ts';

/** Generators of events and rules that often match: few names, few values, and the edge cases of every type. */

const numberTexts = [
  '0',
  '-0',
  '1',
  '1.0',
  '1.5',
  '-1',
  '9',
  '10',
  '1e16',
  '1e-7',
  '0.1',
  '0.30000000000000004',
  '1.0000001',
  '2.99999',
  '3.00001',
  '5000000000',
  '-5e9',
  '4000000000',
  '4000000001',
  '4e9',
  '2147483648',
  '9007199254740993',
  '9007199254740992',
  '123456789012345678901',
  '-1e300',
  '1e300',
  '5e-324',
  '1e999',
  '12345678.123456',
  '3999999999.99999',
];
const texts = [
  '',
  '1',
  '1.0',
  '1.50',
  '10',
  '9',
  '1e16',
  'True',
  'False',
  'None',
  'nan',
  'NaN',
  '-inf',
  'Infinity',
  ' 5 ',
  '1_000',
  '٣',
  '\u00a07',
  'abc',
  'abd',
  'abcdef',
  'abcdefg',
  'abcdefh',
  'ab',
  'a\0',
  'a',
  'Z',
  'é',
  '😀',
  '\uffff',
  '\ufffd',
  '\ud800',
  '"',
  "it's",
  '\\',
  '$or',
  '2017-10-03T18:52:27',
  '2017-10-03T20:52:27+02:00',
  '2017-10-03',
  '2017-10-03T18:52:27.123456',
  '2017-10-03T18:52:27.12',
  '0001-01-01',
  '9999-12-31T23:59:59.999999',
  '2096-10-02',
  '1969-12-31T23:59:59.5',
  'x'.repeat(300),
  `${'x'.repeat(300)}y`,
  'x'.repeat(256),
  '90071992547409931'.repeat(20),
];
const names = ['a', 'b', 'a.b', 'a%b', '$or', 'é', '', 'exists', 'x'.repeat(60)];

/** UTF-16 units of all kinds, from blocks that Unicode will not change. */
const oddUnit = fc
  .oneof(
    ...[
      [0, 0x2ff],
      [0x4e00, 0x4e20],
      [0x2000, 0x2060],
      [0xd800, 0xdfff],
      [0xe000, 0xe010],
      [0xfff9, 0xffff],
    ].map(([min, max]) => fc.integer({ min: min ?? 0, max: max ?? 0 })),
  )
  .map((unit) => String.fromCharCode(unit));

const numberText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...numberTexts) },
  fc.integer({ min: -5, max: 5 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(String),
  fc.integer({ min: -400, max: 400 }).map((n) => String(n / 100)),
);
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c', 'x', '1', '.', 'é') }),
  fc.string({ maxLength: 8, unit: oddUnit }),
);
/** Texts like ISO 8601: each part in several forms, some of them invalid. */
const dateText = fc
  .tuple(
    fc.constantFrom('2017', '0001', '9999', '2016', '1970', '0000', '117'),
    fc.constantFrom('-10-03', '-2-29', '1003', '-12-31', '-1', '', '-13-01', '10', '-02-30'),
    fc.constantFrom('', 'T', ' ', 't'),
    fc.constantFrom(
      '18:52:27',
      '1852',
      '18',
      '00:00:00',
      '23:59:5',
      '24:00',
      '18:52:60',
      '185227',
      '',
    ),
    fc.constantFrom(
      '',
      '.5',
      ',123456',
      '.1234567',
      `.${'9'.repeat(27)}`,
      `.${'9'.repeat(40)}`,
      '.',
    ),
    fc.constantFrom('', 'Z', '+02:00', '-0230', '+23:59', '-24', '+01', '+00:99', 'z', 'Z\n', ' Z'),
  )
  .map((parts) => parts.join(''));
const scalar = fc.oneof(
  numberText,
  text.map((value) => JSON.stringify(value)),
  fc.constantFrom('true', 'false', 'null'),
);
/** JSON text of any value, with numbers in any spelling. */
export const jsonText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
  fc
    .uniqueArray(fc.tuple(fc.constantFrom('k', 'it"s', "o'k", 'é\u200b'), scalar), {
      maxLength: 3,
      selector: ([key]) => key,
    })
    .map(
      (members) =>
        `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`,
    ),
);

const traitName = fc.constantFrom(...names);
const anyTrait = fc
  .tuple(
    traitName.map((name) => JSON.stringify(name)),
    fc.constantFrom(
      '0',
      '1',
      '2',
      '2.0',
      '3',
      '4',
      '9',
      '"string"',
      '"integer"',
      '"float"',
      '"datetime"',
      'null',
    ),
    fc.oneof(
      { weight: 3, arbitrary: jsonText },
      dateText.map((value) => JSON.stringify(value)),
    ),
  )
  .map((trait) => `[${trait.join(',')}]`);
/** Traits whose values mostly convert, so that most events are accepted. */
const soundTrait = fc
  .oneof(
    fc.tuple(traitName, fc.constant('1'), scalar),
    fc.tuple(
      traitName,
      fc.constantFrom('2', '3'),
      numberText.filter((number) => !number.includes('999')),
    ),
    fc.tuple(
      traitName,
      fc.constant('4'),
      fc
        .constantFrom(...texts.filter((value) => /^\d{4}-\d/.test(value)))
        .map((value) => JSON.stringify(value)),
    ),
    fc.tuple(traitName, fc.constant('3'), fc.constantFrom('"nan"', '"inf"', '"-inf"')),
  )
  .map(([name, type, value]) => `[${JSON.stringify(name)},${type},${value}]`);

const eventTypes = [
  'compute.instance.create',
  'compute.instance.create.start',
  'compute.instance.delete.end',
  'a',
  'ab',
  'aba',
  'abba',
  'compute',
  'x.[y]',
  'é😀.b',
  'a\ufffeb',
  'a\nb',
];
const eventOf = (traits: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.constantFrom(...eventTypes),
      fc.constantFrom('m1', 'm2'),
      fc.array(traits, { maxLength: 4 }),
      fc.option(text.map((value) => JSON.stringify(value))),
      fc.constantFrom('{}', '{"foo":{"bar":5,"t":"x","b":true}}'),
    )
    .map(
      ([type, id, list, generated, raw]) =>
        `{"message_id":"${id}","event_type":${JSON.stringify(type)},` +
        `"traits":[["project_id",1,"p1"]${list.map((trait) => `,${trait}`).join('')}],` +
        `${generated === null ? '' : `"generated":${generated},`}"raw":${raw}}`,
    );
/** JSON text of an event that may have traits that cannot be converted. */
export const anyEventText: fc.Arbitrary<string> = eventOf(anyTrait);
export const eventText: fc.Arbitrary<string> = eventOf(soundTrait);

export const glob: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '*',
    'compute.*',
    'compute.instance.create',
    '*.end',
    'compute.*.start',
    'compute.instance.[cd]*',
    'COMPUTE.*',
    'ab*ba',
    'a?a',
    'a*',
    '?*',
    '*[!x]',
    '[]',
    '[!]',
    '[b-a]',
    '[b-a!-c]*',
    '[a-z]*',
    '*.create.*',
    'compute',
    'é[😀x]*',
    'x.[[]y]',
    '[!b-a]',
    '[]-a]*',
    '[--0]*',
    'a\ud800*',
    '*b',
  ),
  fc.string({
    maxLength: 7,
    unit: fc.constantFrom('a', 'b', '*', '?', '[', ']', '!', '-', '^', '.', '\\', '&', '~'),
  }),
);
export const globbedText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...eventTypes),
  fc.string({
    maxLength: 6,
    unit: fc.constantFrom('a', 'b', '!', '-', '^', '.', '\\', '[', ']', '&', '~', 'c'),
  }),
);

const op = fc.constantFrom<Condition['op']>('eq', 'ne', 'lt', 'le', 'gt', 'ge');
const conditionValue = fc.oneof(text, numberText);
export const traitCondition: fc.Arbitrary<Condition> = fc.record({
  field: traitName.map((name) => `traits.${name}`),
  op,
  type: fc.constantFrom<Condition['type']>('', 'string', 'integer', 'float', 'datetime'),
  value: conditionValue,
});
const bodyCondition: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom(
    'event_type',
    'message_id',
    'generated',
    'raw.foo.bar',
    'raw.foo.b',
    'raw.none',
  ),
  op,
  type: fc.constantFrom<Condition['type']>('', 'integer', 'float', 'datetime', 'boolean'),
  value: fc.oneof(conditionValue, fc.constantFrom(...eventTypes, 'm1', 'true', 'False')),
});
export const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 5, arbitrary: traitCondition },
  { weight: 1, arbitrary: bodyCondition },
  {
    weight: 1,
    arbitrary: fc.record({
      field: traitName.map((name) => `traits.${name}`),
      op: fc.constantFrom<Condition['op']>('eq', 'ne'),
      type: fc.constant<Condition['type']>('boolean'),
      value: fc.constantFrom('true', 'FALSE', 'maybe'),
    }),
  },
);
export const rule: fc.Arbitrary<EventRule> = fc.record({
  eventType: fc.oneof(fc.constant('*'), glob),
  query: fc.array(condition, { maxLength: 4 }),
});

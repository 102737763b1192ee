import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsWorld } from '../support/events-world.ts';

const attributes = {
  specversion: '1.0',
  id: '1',
  source: '/s',
  type: 'a.b',
  projectid: 'p1',
};
const json = { 'content-type': 'application/cloudevents+json' };

/** A header as the HTTP protocol binding 1.0.2 writes it. */
const encoded = (text: string) =>
  Array.from(text, (character) =>
    /[\x21\x23\x24\x26-\x7e]/.test(character) ? character : encodeURIComponent(character),
  ).join('');

const headersOf = (all: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [`ce-${name}`, encoded(value)]));

/** The notification of a request that is accepted. */
async function notificationOf(
  body: string | Uint8Array<ArrayBuffer> | undefined,
  headers: Readonly<Record<string, string>>,
) {
  const { post, bodies } = eventsWorld();
  const answer = await post(body, headers);
  expect(answer).toMatchObject({ status: 202, text: '' });
  return bodies()[0];
}

const reasonFor = async (body: string, headers: Readonly<Record<string, string>>) => {
  const { status, results } = await eventsWorld().post(body, headers);
  expect(status).toBe(400);
  return results[0]?.reason;
};
const binary = (over: Readonly<Record<string, string>> = {}) => ({
  ...headersOf(attributes),
  'content-type': 'application/json',
  ...over,
});

describe('binary and structured mode give the same notification', () => {
  const name = fc
    .stringMatching(/^[a-z0-9]{1,20}$/)
    .filter(
      (each) => !['data', 'datacontenttype', 'time', ...Object.keys(attributes)].includes(each),
    );
  const value = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 10 })
    .filter((each) => !/\p{Cs}/u.test(each));
  const extensions = fc.dictionary(
    fc.oneof(name, fc.constantFrom('dataschema', 'dataref', 'data1', 'subject')),
    value,
    { maxKeys: 4 },
  );

  test('for any attributes, whatever their names begin with', async () => {
    await fc.assert(
      fc.asyncProperty(extensions, async (extra) => {
        const all = { ...attributes, ...extra };
        const structured = await notificationOf(JSON.stringify({ ...all, data: { a: 1 } }), json);
        const inHeaders = await notificationOf('{"a":1}', { ...binary(), ...headersOf(all) });
        expect(inHeaders.raw).toEqual(structured.raw);
        expect(inHeaders.traits).toEqual(expect.arrayContaining(structured.traits));
        expect(inHeaders.traits).toHaveLength(structured.traits.length);
        expect(structured.traits).toEqual(
          expect.arrayContaining(Object.entries(extra).map(([key, text]) => [key, 1, text])),
        );
      }),
      { numRuns: 60 },
    );
  });

  test.each<[string, string, object]>([
    ['application/json', '{"vm":"a"}', { data: { vm: 'a' } }],
    ['application/json; charset=utf-8', '{"vm":"a"}', { data: { vm: 'a' } }],
    ['application/vnd.x+json', '[1]', { data: [1] }],
    ['text/plain', 'hello', { data: 'hello' }],
    ['application/xml', '<a/>', { data: '<a/>' }],
    ['application/octet-stream', 'abc', { data: 'abc' }],
    ['application/octet-stream', '\u0001', { data_base64: 'AQ==' }],
  ])('for data of the type %s', async (type, data, expected) => {
    const inHeaders = await notificationOf(data, binary({ 'content-type': type }));
    expect(inHeaders.raw).toMatchObject(expected);
    const bytes = { data_base64: Buffer.from(data).toString('base64') };
    const ofBytes = { ...attributes, datacontenttype: type, ...bytes };
    expect(await notificationOf(JSON.stringify(ofBytes), json)).toEqual(inHeaders);
    const ofText = { ...attributes, datacontenttype: type, ...expected };
    expect(await notificationOf(JSON.stringify(ofText), json)).toEqual(inHeaders);
  });

  test('for attributes that are integers, booleans or null in JSON', async () => {
    const structured = {
      ...attributes,
      number: 7,
      most: 2 ** 31 - 1,
      least: -(2 ** 31),
      flag: true,
      none: null,
      data: {},
    };
    expect(await notificationOf(JSON.stringify(structured), json)).toEqual(
      await notificationOf('{}', {
        ...binary(),
        ...headersOf({
          number: '7',
          most: '2147483647',
          least: '-2147483648',
          flag: 'true',
        }),
      }),
    );
  });
});

describe('the values of headers (HTTP protocol binding 1.0.2, 3.1.3.2)', () => {
  test.each([
    ['a%20b%20100%25%20%E2%82%AC', 'a b 100% €'],
    ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['"a b \\"c\\""', 'a b "c"'],
    ['%61bc', 'abc'],
    ['%2541', '%41'],
    ['a b 100%', 'a b 100%'],
  ])('%s is %s', async (header, subject) => {
    const { raw } = await notificationOf('{}', binary({ 'ce-subject': header }));
    expect(raw.subject).toBe(subject);
  });

  test.each(['%C0%A0', '%ED%A0%80', 'a%FF', '%E2%82'])(
    '%s is no UTF-8 and refused',
    async (header) => {
      expect(await reasonFor('{}', binary({ 'ce-subject': header }))).toBe(
        'The header ce-subject is not percent-encoded UTF-8.',
      );
    },
  );

  test('ce-datacontenttype, which early SDKs send, gives way to Content-Type', async () => {
    const headers = binary({ 'ce-datacontenttype': 'text/plain' });
    expect((await notificationOf('{}', headers)).raw.datacontenttype).toBe('application/json');
  });
});

describe('what the specification forbids is refused', () => {
  test.each<[object, string]>([
    [{ specversion: '0.3' }, 'The CloudEvent is not of specversion 1.0.'],
    [{ id: '' }, 'The CloudEvent has no id.'],
    [{ source: undefined }, 'The CloudEvent has no source.'],
    [{ type: null }, 'The CloudEvent has no type.'],
    [{ Upper: 'x' }, 'The name of a CloudEvent attribute may only have a-z and 0-9.'],
    [{ a_b: 'x' }, 'The name of a CloudEvent attribute may only have a-z and 0-9.'],
    [
      { ext: 1.5 },
      'The CloudEvent attribute ext is not a string, a boolean or an integer of 32 bits.',
    ],
    [
      { ext: -(2 ** 31) - 1 },
      'The CloudEvent attribute ext is not a string, a boolean or an integer of 32 bits.',
    ],
    [
      { ext: 2 ** 31 },
      'The CloudEvent attribute ext is not a string, a boolean or an integer of 32 bits.',
    ],
    [
      { ext: {} },
      'The CloudEvent attribute ext is not a string, a boolean or an integer of 32 bits.',
    ],
    [{ data: 1, data_base64: 'AA==' }, 'The CloudEvent has both data and data_base64.'],
    [{ data_base64: 'A' }, 'The data_base64 of the CloudEvent is not Base64.'],
    [{ data_base64: 5 }, 'The data_base64 of the CloudEvent is not Base64.'],
    [
      { datacontenttype: 'application/json', data_base64: 'AA==' },
      'The data of the CloudEvent is not valid JSON.',
    ],
  ])('%j', async (over, reason) => {
    expect(await reasonFor(JSON.stringify({ ...attributes, ...over }), json)).toBe(reason);
  });

  test('an attribute of the name data in a header', async () => {
    expect(await reasonFor('{}', binary({ 'ce-data': 'x' }))).toBe(
      'A CloudEvent has no attribute data.',
    );
  });

  test.each(['application/cloudevents+json', 'application/json'])(
    '%s that is not UTF-8',
    async (type) => {
      const { status, text } = await eventsWorld().post(new Uint8Array([0x22, 0xff, 0x22]), {
        'content-type': type,
      });
      expect([status, text]).toEqual([400, expect.stringContaining('not valid UTF-8')]);
    },
  );
});

const withTime = (time: string) => JSON.stringify({ ...attributes, time });

describe('time (RFC 3339)', () => {
  test.each([
    ['2018-04-05T17:31:00Z', '2018-04-05T17:31:00Z'],
    ['1985-04-12t23:20:50.52z', '1985-04-12T23:20:50.52Z'],
    ['1996-12-19T16:39:57-08:00', '1996-12-19T16:39:57-08:00'],
    ['1990-12-31T23:59:60Z', '1991-01-01T00:00:00Z'],
    ['1990-12-31T15:59:60-08:00', '1991-01-01T00:00:00Z'],
    ['1937-01-01T12:00:27.87+00:20', '1937-01-01T12:00:27.87+00:20'],
    ['2020-01-01T00:00:00.123456789Z', '2020-01-01T00:00:00.123456789Z'],
  ])('%s', async (time, read) => {
    const event = await notificationOf(withTime(time), json);
    expect(event.generated).toBe(read);
    expect(event.traits).toContainEqual(['time', 4, read]);
  });

  test.each([
    '2018-04-05',
    '2018-04-05 17:31:00Z',
    '2018-04-05T17:31Z',
    '2018-04-05T17:31:00',
    '2018-04-05T17:31:00+0200',
    '2018-04-05T24:00:00Z',
    '2018-02-30T00:00:00Z',
    '2018-04-05T17:31:00+24:00',
    '20180405T173100Z',
    'yesterday',
    '',
  ])('"%s" is refused', async (time) => {
    expect(await reasonFor(withTime(time), json)).toBe(
      'The time of the CloudEvent is not an RFC 3339 timestamp.',
    );
  });
});

describe('data without a content type', () => {
  test.each<[string | undefined]>([[undefined], ['application/x-www-form-urlencoded']])(
    'is read as JSON if it is JSON: %s',
    async (type) => {
      const { 'content-type': _, ...headers } = binary();
      const body = new Uint8Array(Buffer.from('{"vm":"a"}'));
      const event = await notificationOf(body, {
        ...headers,
        ...(type && { 'content-type': type }),
      });
      expect(event.traits).toContainEqual(['vm', 1, 'a']);
      expect(event.raw.datacontenttype).toBe('application/json');
    },
  );

  test('the answer says so if it was not read', async () => {
    const { 'content-type': _, ...headers } = binary();
    const { post, bodies } = eventsWorld();
    const { status, warning } = await post(new Uint8Array(Buffer.from('vm=a')), headers);
    expect([status, warning]).toEqual([202, expect.stringMatching(/^299 - "The data names no/)]);
    expect(bodies()[0].raw.data_base64).toBe(Buffer.from('vm=a').toString('base64'));
  });

  test('and says nothing if it was', async () => {
    expect((await eventsWorld().post('{}', binary())).warning).toBeNull();
  });
});

describe('the project', () => {
  const { projectid: _, ...without } = attributes;

  test('is that of the credential if the CloudEvent names none', async () => {
    expect((await notificationOf(JSON.stringify(without), json)).traits).toContainEqual([
      'project_id',
      1,
      'p1',
    ]);
  });

  test.each([{ tenantid: 'p1' }, { data: { project_id: 'p1' } }, { data: { tenant_id: 'p1' } }])(
    'is the one that it names: %j',
    async (over) => {
      const { post, published } = eventsWorld();
      await post(JSON.stringify({ ...without, ...over }), json);
      expect(published[0]?.project).toBe('p1');
    },
  );

  test('of another one is refused', async () => {
    const body = JSON.stringify({ ...without, data: { project_id: 'p2' } });
    expect(await reasonFor(body, json)).toBe('The event belongs to another project.');
  });
});

describe('the answer', () => {
  test('to one CloudEvent is empty, because a body that is no CloudEvent is a failure to Knative', async () => {
    const { status, text } = await eventsWorld().post('{}', binary());
    expect([status, text]).toEqual([202, '']);
  });

  test('to an empty batch is 202: the format allows it', async () => {
    const { status, results } = await eventsWorld().post('[]', {
      'content-type': 'application/cloudevents-batch+json',
    });
    expect([status, results]).toEqual([202, []]);
  });
});

import { describe, expect, test } from 'vitest';
import { admin, metricsWorld } from '../support/metrics-world.ts';

const patchHeaders = { ...admin, headers: { 'content-type': 'application/json-patch+json' } };
const host = { type: 'string', required: false, min_length: 0, max_length: 255 };
const type = { name: 't', attributes: { host, n: { type: 'number' } } };

const change = (value: object) => [{ op: 'add', path: '/attributes/host', value }];

async function world() {
  const found = metricsWorld();
  const created = await found.send('POST', '/v1/resource_type', type, admin);
  expect(created.status).toBe(201);
  const patch = (steps: unknown, asking: object = patchHeaders) =>
    found.send('PATCH', '/v1/resource_type/t', steps, asking);
  return { ...found, created, patch };
}

describe('resource types', () => {
  test('are shown with their attributes and the limits of these', async () => {
    const { send, created } = await world();
    expect(created.json).toEqual({
      name: 't',
      attributes: { host, n: { type: 'number', required: true, min: null, max: null } },
      state: 'active',
    });
    const { json } = await send('GET', '/v1/resource_type/');
    expect(json.map(({ name }: { name: string }) => name)).toEqual(['generic', 't']);
    expect((await send('GET', '/v1/resource_type/generic')).json).toEqual({
      name: 'generic',
      attributes: {},
      state: 'active',
    });
  });

  test('attributes come and go, and the resources that there are are filled', async () => {
    const { send, patch } = await world();
    const id = 'f93450f2-d8a5-4d67-9985-02511241e7d1';
    await send('POST', '/v1/resource/t', { id, host: 'h', n: 1 });
    const added = await patch([
      {
        op: 'add',
        path: '/attributes/zone',
        value: { type: 'string', required: true, options: { fill: 'z1' } },
      },
      { op: 'remove', path: '/attributes/n' },
    ]);
    expect([added.status, Object.keys(added.json.attributes)]).toEqual([200, ['host', 'zone']]);
    const shown = (await send('GET', `/v1/resource/t/${id}`)).json;
    expect(shown).toMatchObject({ host: 'h', zone: 'z1' });
    expect(shown).not.toHaveProperty('n');
    const found = await send('POST', '/v1/search/resource/t', { '=': { zone: 'z1' } });
    expect(found.json).toHaveLength(1);
    await patch([{ op: 'add', path: '/attributes/n', value: { type: 'number', required: false } }]);
    expect((await send('GET', `/v1/resource/t/${id}`)).json.n).toBeNull();
    await send('PATCH', `/v1/resource/t/${id}`, { n: 5 });
    expect((await send('GET', `/v1/resource/t/${id}`)).text).toContain('"n": 5.0');
  });

  test('limits of an attribute change, its type does not', async () => {
    const { patch, refusal } = await world();
    const wider = await patch(change({ type: 'string', required: false, max_length: 10 }));
    expect(wider.json.attributes.host).toEqual({ ...host, max_length: 10 });
    expect(
      await refusal(
        'PATCH',
        '/v1/resource_type/t',
        change({ type: 'number', required: false }),
        patchHeaders,
      ),
    ).toEqual([
      400,
      'Type update is not available yet. Changing string to number for attribute host of resource t',
    ]);
  });

  test.each([
    [
      { op: 'add', path: '/attributes/x', value: { type: 'string' } },
      "Invalid input: Option 'fill' of resource attribute x is invalid: must not be empty if required=True",
    ],
    [
      { op: 'add', path: '/attributes/x', value: { type: 'number', options: { fill: 'a' } } },
      "Invalid input: Option 'fill' of resource attribute x is invalid: expected Real",
    ],
    [{ op: 'remove', path: '/attributes/none' }, "can't remove a non-existent object 'none'"],
    [
      { op: 'add', path: '/attributes/id', value: { type: 'string', required: false } },
      'Invalid input: Resource attribute name id is invalid',
    ],
    [
      { op: 'add', path: '/attributesx', value: {} },
      "Invalid input: extra keys not allowed @ data['attributesx']",
    ],
  ])('the patch %j is refused', async (step, words) => {
    const { refusal } = await world();
    expect(await refusal('PATCH', '/v1/resource_type/t', [step], patchHeaders)).toEqual([
      400,
      words,
    ]);
  });

  test('a patch must be sent as one, and change attributes only', async () => {
    const { refusal } = await world();
    expect(await refusal('PATCH', '/v1/resource_type/t', [], admin)).toEqual([415, '']);
    const step = { op: 'replace', path: '/attributes/host', value: {} };
    expect(await refusal('PATCH', '/v1/resource_type/t', [step], patchHeaders)).toEqual([
      400,
      {
        cause: 'Invalid input',
        reason: "not a valid value for dictionary value @ data[0]['op']",
        detail: ['0', 'op'],
      },
    ]);
  });

  test.each([
    [
      { name: 'x', attributes: { creator: { type: 'string' } } },
      'Invalid input: Resource attribute name creator is invalid',
    ],
    [
      { name: 'x', attributes: { a: { type: 'string', min_length: 5, max_length: 2 } } },
      'Invalid input: Resource attribute value min (or min_length) 5 must be less  than or equal to max (or max_length) 2!',
    ],
    [
      { name: 'x', attributes: { a: { type: 'blob' } } },
      {
        cause: 'Invalid input',
        reason: "not a valid value for dictionary value @ data['attributes']['a']['type']",
        detail: ['attributes', 'a', 'type'],
      },
    ],
    [
      { name: 'x', attributes: { a: { type: 'uuid', max_length: 1 } } },
      {
        cause: 'Invalid input',
        reason: "extra keys not allowed @ data['attributes']['a']['max_length']",
        detail: ['attributes', 'a', 'max_length'],
      },
    ],
  ])('%j is refused', async (body, words) => {
    const { refusal } = metricsWorld();
    expect(await refusal('POST', '/v1/resource_type', body, admin)).toEqual([400, words]);
  });

  test('one that is used is not deleted, nor is generic', async () => {
    const { send, refusal } = await world();
    const { json } = await send('POST', '/v1/resource/t', { id: 'a', n: 1 });
    const path = '/v1/resource_type/t';
    expect(await refusal('DELETE', path, undefined, admin)).toEqual([
      400,
      'Resource type t is still in use',
    ]);
    expect(await refusal('DELETE', '/v1/resource_type/generic', undefined, admin)).toEqual([
      400,
      'Resource type generic is still in use',
    ]);
    await send('DELETE', `/v1/resource/t/${json.id}`);
    expect((await send('DELETE', path, undefined, admin)).status).toBe(204);
    expect(await refusal('GET', path)).toEqual([404, 'Resource type t does not exist']);
  });

  test('a second one of the name is refused, and who may not', async () => {
    const { refusal, send } = await world();
    expect(await refusal('POST', '/v1/resource_type', type, admin)).toEqual([
      409,
      'Resource type t already exists',
    ]);
    expect(await refusal('POST', '/v1/resource_type', type)).toEqual([403, '']);
    expect(await refusal('DELETE', '/v1/resource_type/t')).toEqual([403, '']);
    const service = { ...admin, role: 'service' } as const;
    expect((await send('POST', '/v1/resource_type', { name: 's' }, service)).status).toBe(201);
    expect(await refusal('DELETE', '/v1/resource_type/s', undefined, service)).toEqual([403, '']);
  });
});

import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  anEngine,
  bodyOf,
  functionForm,
  helloZip,
  runtimeId,
  unknownId,
} from '../support/engine-app.ts';
import { claiming, zipOf } from '../support/zip-parts.ts';

/** An engine, and a package uploaded where it said. */
async function uploaded(zip: Uint8Array = helloZip()) {
  const engine = anEngine();
  const answer = await engine.send('demo', 'POST', '/packages', { json: { bytes: 5_000_000 } });
  const place = await bodyOf(answer);
  const { container, object } = place;
  engine.ports.packagesKept.set(`uploads/${container}/${object}`, zip);
  const create = (swift: object, who = 'demo') =>
    engine.send(who, 'POST', '/v1/functions', {
      body: new URLSearchParams({
        runtime_id: runtimeId,
        code: JSON.stringify({ source: 'swift', swift }),
        timeout: '5',
      }),
    });
  return { ...engine, answer, place, container, object, create };
}

const refusal = async (answer: Response | Promise<Response>) => [
  (await answer).status,
  (await bodyOf(answer)).faultstring,
];
const invalid = [400, 'Failed to validate object in Swift.'];

const invalidZip = 'Package is not a valid ZIP package.';
const linked = zipSync({
  'main.py': strToU8('x'),
  link: [strToU8('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }],
});
const badPackages: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] = [
  ['nothing', new Uint8Array(), invalidZip],
  ['no zip', Uint8Array.from(strToU8('print(1)')), invalidZip],
  ['an empty zip', Uint8Array.from(zipSync({})), 'Package holds no file.'],
  [
    'a bomb, by what it declares',
    claiming(zipOf('main.py'), 0x10000000),
    'Package is larger than 262144000 bytes unpacked.',
  ],
  [
    'a bomb, by what it really holds',
    claiming(Uint8Array.from(zipSync({ 'main.py': new Uint8Array(4_000_000) })), 10),
    invalidZip,
  ],
  [
    'a path that climbs out',
    zipOf('main.py', '../b.py'),
    'Package holds a file outside of itself: ../b.py',
  ],
  ['a symbolic link', Uint8Array.from(linked), 'Package holds a symbolic link: link'],
  [
    'a name of our own',
    zipOf('taibai_runtime/handler.py'),
    "Package holds a module by a name of Taibai's own: taibai_runtime/handler.py",
  ],
];

const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

const swiftForm = (swift: object) =>
  new URLSearchParams({ code: JSON.stringify({ source: 'swift', swift }) });

const createImage = (image: unknown) => {
  const engine = anEngine();
  const body = new URLSearchParams({ code: JSON.stringify({ source: 'image', image }) });
  return { ...engine, answer: engine.send('demo', 'POST', '/v1/functions', { body }) };
};

const zipped = (data: Uint8Array) => zipSync({ 'main.py': data }, { level: 0 });

/** A package of exactly so many bytes. */
const packageOf = (bytes: number) =>
  Uint8Array.from(zipped(new Uint8Array(bytes - zipped(new Uint8Array()).length)));

describe('packages too large for a request', () => {
  test('are uploaded where POST /packages says: in the own project', async () => {
    const { answer, place, object } = await uploaded();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect([answer.status, place]).toEqual([
      201,
      {
        container: 'demo',
        object: expect.stringMatching(/^[0-9a-f-]{36}$/),
        upload_url: `http://objects.example/uploads/demo/${object}?upload=5000000`,
        method: 'PUT',
        maximum_bytes: 53_477_376,
      },
    ]);
  });

  test('need a token', async () => {
    const { send } = anEngine();
    expect((await send('nobody', 'POST', '/packages')).status).toBe(401);
  });

  test('are of the size that the link is asked for, 51 MiB at most', async () => {
    const { send } = anEngine();
    const ask = (json: unknown) => send('demo', 'POST', '/packages', { json });
    expect((await ask({ bytes: 53_477_376 })).status).toBe(201);
    expect(await refusal(ask({ bytes: 53_477_377 }))).toEqual([
      400,
      'Package is larger than 53477376 bytes.',
    ]);
    // oxlint-disable-next-line no-await-in-loop -- one after another
    for (const json of [{}, { bytes: 0 }, { bytes: '5' }, { bytes: 1.5 }, { bytes: 1, name: 'x' }])
      expect((await ask(json)).status).toBe(400);
    expect((await send('demo', 'POST', '/packages')).status).toBe(400);
  });

  test('become a function by their container and object, which gets its own copy', async () => {
    const { create, container, object, send, ports } = await uploaded();
    const answer = await create({ container, object });
    const fn = await bodyOf(answer);
    expect([answer.status, fn]).toMatchObject([
      201,
      { code: { source: 'swift', swift: { container, object } }, entry: 'main.main' },
    ]);
    ports.packagesKept.delete(`uploads/${container}/${object}`);
    const download = await send('demo', 'GET', `/v1/functions/${fn.id}?download=true`);
    expect(new Uint8Array(await download.arrayBuffer())).toEqual(helloZip());
  });

  test('an upload of another project or bucket, or none at all, is refused', async () => {
    const { create, container, object, ports } = await uploaded();
    expect(await refusal(create({ container, object }, 'alt'))).toEqual(invalid);
    expect(await refusal(create({ container: 'some-bucket', object }))).toEqual(invalid);
    expect(await refusal(create({ container, object: unknownId() }))).toEqual(invalid);
    ports.packagesKept.set('uploads/demo/../alt/x', helloZip());
    expect(await refusal(create({ container, object: '../alt/x' }))).toEqual(invalid);
    expect(await refusal(create({ container }))).toEqual([
      400,
      'Both container and object must be provided for swift type function.',
    ]);
  });

  test.each(badPackages)('are refused like any other: %s', async (_, zip, faultstring) => {
    const { create, container, object, send, ports } = await uploaded(zip);
    const kept = ports.packagesKept.size;
    expect(await refusal(create({ container, object }))).toEqual([400, faultstring]);
    const form = functionForm({}, zip);
    expect(await refusal(send('demo', 'POST', '/v1/functions', { body: form }))).toEqual([
      400,
      faultstring,
    ]);
    expect(ports.packagesKept.size).toBe(kept);
    expect(await bodyOf(send('demo', 'GET', '/v1/functions'))).toEqual({ functions: [] });
  });

  test('in a request may have 4 MiB at most', async () => {
    const { send } = anEngine();
    const create = (bytes: number) =>
      send('demo', 'POST', '/v1/functions', { body: functionForm({}, packageOf(bytes)) });
    expect((await create(4 * 1024 * 1024)).status).toBe(201);
    expect((await create(4 * 1024 * 1024 + 1)).status).toBe(413);
  });

  test('of 51 MiB in object storage is accepted', async () => {
    const { create, container, object } = await uploaded(packageOf(51 * 1024 * 1024));
    expect((await create({ container, object })).status).toBe(201);
  });

  test('may have 51 MB at most', async () => {
    const { create, container, object } = await uploaded(new Uint8Array(51 * 1024 * 1024 + 1));
    expect(await refusal(create({ container, object }))).toEqual([
      400,
      'Package is larger than 53477376 bytes.',
    ]);
  });

  test('are downloaded by a link, which the clients follow', async () => {
    const noise = Uint8Array.from({ length: 5 * 1024 * 1024 }, (_, at) => (at * at * 31) % 251);
    const zip = Uint8Array.from(zipSync({ 'main.py': noise }, { level: 0 }));
    const { create, container, object, send } = await uploaded(zip);
    const { id } = await bodyOf(create({ container, object }));
    const answer = await send('demo', 'GET', `/v1/functions/${id}?download=true`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toContain('http://objects.example/packages/demo/');
  });

  test("replace one another; the client's broken update is refused", async () => {
    const { create, container, object, send, ports } = await uploaded();
    const { id } = await bodyOf(create({ container, object }));
    const put = (body: URLSearchParams) => send('demo', 'PUT', `/v1/functions/${id}`, { body });
    expect(
      await refusal(put(new URLSearchParams({ source: 'swift', swift: 'container' }))),
    ).toEqual([400, expect.stringContaining('The client does not send the container and object.')]);
    const same = await bodyOf(send('demo', 'GET', `/v1/functions/${id}`));
    expect(same).toMatchObject({ code: { swift: { object } } });
    const next = unknownId();
    const other = Uint8Array.from(zipSync({ 'main.py': strToU8('x = 2') }));
    ports.packagesKept.set(`uploads/demo/${next}`, other);
    expect(await bodyOf(put(swiftForm({ object: next })))).toMatchObject({
      code: { source: 'swift', swift: { container, object: next } },
    });
    expect(await refusal(put(swiftForm({})))).toEqual([
      400,
      'Either container or object must be provided for swift type function update.',
    ]);
    const download = await send('demo', 'GET', `/v1/functions/${id}?download=true`);
    expect(new Uint8Array(await download.arrayBuffer())).toEqual(other);
  });

  test('have versions as other packages, one for each copy', async () => {
    const { create, container, object, send, provision, ports } = await uploaded();
    const { id } = await bodyOf(create({ container, object }));
    const version = () => send('demo', 'POST', `/v1/functions/${id}/versions`, { json: {} });
    expect((await version()).status).toBe(201);
    expect(await refusal(version())).toEqual([
      403,
      'Function package not changed since the latest version 1.',
    ]);
    await provision();
    const body = swiftForm({ container, object });
    await send('demo', 'PUT', `/v1/functions/${id}`, { body });
    expect((await version()).status).toBe(201);
    const key = { projectId: 'demo', functionId: id };
    const [first, second] = await ports.versions.list(key);
    expect(first?.packageKey).not.toBe(second?.packageKey);
    const download = await send('demo', 'GET', `/v1/functions/${id}/versions/1?download=true`);
    expect(download.status).toBe(200);
    const json = { function_id: id, function_version: 1, sync: false };
    expect((await send('demo', 'POST', '/v1/executions', { json })).status).toBe(201);
  });
});

describe('image functions', () => {
  test("run only from this account's registry in this region", async () => {
    const image = `${registry}/team/hello:1.0`;
    const { answer, provision, provisioner, send } = createImage(image);
    const fn = await bodyOf(answer);
    expect([(await answer).status, fn]).toMatchObject([
      201,
      { code: { source: 'image', image }, entry: null, runtime_id: null },
    ]);
    await provision();
    expect(provisioner.images.get(fn.id)).toMatchObject({ image, timeoutSeconds: 5 });
    const download = await send('demo', 'GET', `/v1/functions/${fn.id}?download=true`);
    expect(download.status).toBe(405);
    const put = send('demo', 'PUT', `/v1/functions/${fn.id}`, { json: { entry: 'a.b' } });
    expect(await refusal(put)).toEqual([400, 'The image type function code can not be changed.']);
  });

  test.each([
    'openstackqinling/hello',
    '999999999999.dkr.ecr.eu-west-1.amazonaws.com/hello',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/hello',
    `${registry}/`,
    `${registry}/Hello`,
    `${registry}/a:b c`,
    `${registry}.example.com/hello`,
  ])('%s is refused, saying why', async (image) => {
    expect(await refusal(createImage(image).answer)).toEqual([
      400,
      expect.stringMatching(/^Image .* can not run here: it is [^.]+\. Only images of /),
    ]);
  });

  test('without an image is refused', async () => {
    expect((await createImage(undefined).answer).status).toBe(400);
  });
});

import { randomBytes } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { execute } from '../support/deployed.ts';
import { guestOf, request, session } from '../support/local-stack.ts';

const place = z.object({ container: z.string(), object: z.string(), upload_url: z.url() });
const megabyte = 1024 * 1024;

test('a package of 50 MB can be uploaded to object storage, runs, and can be downloaded', async () => {
  const guest = await session({ user: guestOf.largePackages });
  const code = 'import os\ndef main():\n    return os.path.getsize("data.bin")\n';
  const data = randomBytes(49 * megabyte);
  const zip = zipSync({ 'main.py': strToU8(code), 'data.bin': data }, { level: 0 });

  const offered = place.parse(
    await (await request(guest, 'POST', '/packages', { bytes: zip.byteLength })).json(),
  );
  const put = await fetch(offered.upload_url, { method: 'PUT', body: Uint8Array.from(zip) });
  expect(put.status).toBe(200);
  const { container, object } = offered;
  const runtimes = await (await request(guest, 'GET', '/v1/runtimes')).json();
  const created = await request(guest, 'POST', '/v1/functions', {
    runtime_id: z.object({ runtimes: z.array(z.object({ id: z.string() })) }).parse(runtimes)
      .runtimes[0]?.id,
    code: JSON.stringify({ source: 'swift', swift: { container, object } }),
    entry: 'main.main',
    timeout: '30',
  });
  expect(created.status).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(await created.json());

  const { status, result } = await execute(guest, id);
  expect([status, result]).toEqual([
    'success',
    expect.stringContaining(`"output": ${data.length}`),
  ]);
  const download = await request(guest, 'GET', `/v1/functions/${id}?download=true`);
  expect(Buffer.compare(Buffer.from(await download.arrayBuffer()), zip)).toBe(0);
});

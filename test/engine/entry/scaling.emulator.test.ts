import { expect, test } from 'vitest';
import { ask, createFunction } from '../../../local/api.ts';
import { guestOf, request, session } from '../../support/local-stack.ts';

test('an administrator scales a version of the deployed stack, and the list of workers shows it', async () => {
  const owner = await session({ user: guestOf.scaling });
  const admin = await session({ user: 'admin' });
  const id = await createFunction(owner, 'def main(): return 1\n', 5);
  const path = `/v1/functions/${id}`;
  await ask(owner, 'POST', `${path}/versions`, {});
  const scale = async (what: string, count: number) =>
    (await request(admin, 'POST', `${path}/versions/1/${what}`, { count })).status;
  const workers = async (): Promise<unknown> =>
    JSON.parse(await ask(admin, 'GET', `${path}/workers`));
  const worker = { function_id: id, function_version: 1, worker_name: 'provisioned-1' };
  const patiently = { timeout: 100_000, interval: 500 };

  expect(await scale('scale_up', 1)).toBe(202);
  await expect.poll(workers, patiently).toEqual({ workers: [worker] });
  expect(await scale('scale_up', 10)).toBe(403);
  expect(await scale('scale_down', 1)).toBe(202);
  await expect.poll(workers, patiently).toEqual({ workers: [] });
});

import { expect, test } from 'vitest';
import { localConcurrency } from '../../local/local-settings.ts';
import { createFunction, execute, executionsOf } from '../support/deployed.ts';
import { guestOf, request, session } from '../support/local-stack.ts';

/** The emulator has no fair queues, so one instance of the executor must stay free. */
test("a slow project's functions do not delay those of another project", async () => {
  const [slow, quick] = await Promise.all([
    session({ user: guestOf.slowProject }),
    session({ user: guestOf.quickProject }),
  ]);
  const [sleeper, greeter] = await Promise.all([
    createFunction(slow, 'import time\ndef main():\n    time.sleep(20)\n', { timeout: 30 }),
    createFunction(quick, 'def main():\n    return "hello"\n'),
  ]);
  await execute(quick, greeter);
  const body = { function_id: sleeper, sync: false, input: null };
  const slowOnes = localConcurrency.executions - 1;
  await Promise.all(
    Array.from({ length: slowOnes }, () => request(slow, 'POST', '/v1/executions', body)),
  );
  const began = Date.now();
  expect(await execute(quick, greeter, null, { sync: false })).toMatchObject({ status: 'success' });
  expect(Date.now() - began).toBeLessThan(15_000);
  const running = (await executionsOf(slow, sleeper)).filter(({ status }) => status === 'running');
  expect(running).toHaveLength(slowOnes);
});

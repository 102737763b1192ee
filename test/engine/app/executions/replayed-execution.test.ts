import { expect, test } from 'vitest';
import { executionWorld } from '../../support/execution-world.ts';

const message = (projectId: string, functionId: string) =>
  ({
    v: 1,
    kind: 'replay',
    projectId,
    functionId,
    replayId: 'r1',
    executionId: '0198c0a5-5a30-7c1e-9f2b-0a7f3c1d2e3f',
    input: { text: '{"event": {"message_id": "m1"}}' },
    cause: { messageId: 'm1', acceptanceId: 'a1', replayId: 'r1' },
  }) as const;

test('a replay to a function becomes one execution, however often its message is delivered', async () => {
  const { deliver, ports, readyFunction } = executionWorld();
  const fn = await readyFunction();
  const asked = message(fn.projectId, fn.id);
  await deliver(asked);
  await deliver(asked);
  const all = await ports.executions.list(fn.projectId, { limit: 10 });
  expect(all).toMatchObject([
    {
      id: asked.executionId,
      functionId: fn.id,
      description: 'Created by Replay r1',
      cause: asked.cause,
      status: 'success',
    },
  ]);
});

test('a function that is deleted meanwhile leaves an execution that says so', async () => {
  const { deliver, ended } = executionWorld();
  const asked = message('p1', '6c0a5a0e-7b1c-4f0e-9a53-1d6c0e7a9b11');
  await deliver(asked);
  expect(await ended(asked.executionId)).toMatchObject({
    status: 'error',
    result: expect.stringContaining('does not exist'),
  });
});

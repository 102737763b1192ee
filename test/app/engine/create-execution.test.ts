import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createExecution } from '../../../functions/app/engine/create-execution.ts';
import { runExecution } from '../../../functions/app/executions/run-execution.ts';
import { after } from '../../../functions/core/instant.ts';
import { enginePorts } from '../../support/engine-app.ts';
import { aCaller, aFunction } from '../../support/engine-builders.ts';

vi.mock('../../../functions/app/executions/run-execution.ts', () => ({
  runExecution: vi.fn<typeof runExecution>(),
}));
const run = vi.mocked(runExecution);

const asked = (functionId: string) => ({
  functionId,
  functionVersion: 0,
  functionAlias: null,
  description: null,
  sync: true,
  input: null,
});

async function withFunction(timeoutSeconds: number) {
  const ports = enginePorts();
  const fn = aFunction({ timeoutSeconds });
  await ports.functions.create(fn);
  const began = ports.clock.now();
  /** What an executor does, here or elsewhere. */
  const end = async (id: string) => {
    const claim = await ports.executions.claim(
      { projectId: 'demo', id },
      ports.clock.now(),
      after(ports.clock.now(), 60),
    );
    if (claim.kind === 'claimed')
      await ports.executions.finish({ ...claim.execution, status: 'success' });
  };
  return { ports, fn, began, end };
}

describe('a synchronous execution', () => {
  beforeEach(() => {
    run.mockReset();
  });

  test('of a quick function runs inside the request and is never queued', async () => {
    const { ports, fn, end } = await withFunction(20);
    run.mockImplementation(async (_ports, { id }) => {
      await end(id);
      return { kind: 'ended' };
    });
    expect(await createExecution(ports, aCaller(), asked(fn.id))).toMatchObject({
      status: 'success',
      sync: true,
    });
    expect(ports.executionQueue.sent).toEqual([]);
  });

  test('waits for a function that is being made, then runs it', async () => {
    const { ports, fn, end } = await withFunction(5);
    run.mockImplementationOnce(async () => ({
      kind: 'later',
      at: after(ports.clock.now(), 2),
    }));
    run.mockImplementationOnce(async (_ports, { id }) => {
      await end(id);
      return { kind: 'ended' };
    });
    expect(await createExecution(ports, aCaller(), asked(fn.id))).toMatchObject({
      status: 'success',
    });
    expect(ports.executionQueue.sent).toEqual([]);
  });

  test('goes to the queue when it could not end within the request any more', async () => {
    const { ports, fn, began } = await withFunction(20);
    run.mockImplementation(async () => ({ kind: 'later', at: after(ports.clock.now(), 1) }));
    expect(await createExecution(ports, aCaller(), asked(fn.id))).toMatchObject({
      status: 'running',
    });
    expect(ports.executionQueue.sent).toHaveLength(1);
    expect(ports.clock.now() <= after(began, 26)).toBe(true);
  });

  test('of a slow function is queued and waited for', async () => {
    const { ports, fn, end } = await withFunction(21);
    ports.executionQueue.send = async ([message]) => {
      if (message) await end(message.executionId);
    };
    expect(await createExecution(ports, aCaller(), asked(fn.id))).toMatchObject({
      status: 'success',
    });
    expect(run).not.toHaveBeenCalled();
  });

  test('is answered as it is when 25 seconds are over', async () => {
    const { ports, fn, began } = await withFunction(300);
    expect(await createExecution(ports, aCaller(), asked(fn.id))).toMatchObject({
      status: 'running',
    });
    expect(ports.clock.now() >= after(began, 25)).toBe(true);
    expect(ports.clock.now() <= after(began, 26)).toBe(true);
  });
});

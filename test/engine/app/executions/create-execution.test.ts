import { describe, expect, test } from 'vitest';
import { memoryFunctionRunner, returning } from '../../../fakes/function-runner.ts';
import { createExecution } from '../../../../functions/engine/app/executions/create-execution.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { enginePorts } from '../../support/engine-app.ts';
import { aCaller, aFunction, anExecution } from '../../support/engine-builders.ts';

const asked = (functionId: string) => ({
  functionId,
  functionVersion: 0,
  functionAlias: null,
  description: null,
  sync: true,
  input: null,
});

/** A project's function that Lambda already runs. */
async function withFunction(
  timeoutSeconds: number,
  outcome: Parameters<typeof memoryFunctionRunner>[0] = returning('"Hello"'),
) {
  const ports = { ...enginePorts(), runner: memoryFunctionRunner(outcome) };
  const fn = aFunction({ timeoutSeconds });
  await ports.functions.create(fn);
  await ports.revisions.applied(fn, null);
  const began = ports.clock.now();
  /** What an executor in another process does. */
  const end = async (id: string) => {
    const execution = await ports.executions.get('demo', id);
    const now = ports.clock.now();
    const claim = execution && (await ports.attempts.claim(execution, now, after(now, 60)));
    if (claim?.kind === 'claimed')
      await ports.attempts.finish({ ...claim.execution, status: 'success' });
  };
  return { ports, fn, began, end };
}

describe('a synchronous execution', () => {
  test('of a quick function runs inside the request and is never queued', async () => {
    const { ports, fn } = await withFunction(20);
    expect(await createExecution(ports, aCaller(), () => asked(fn.id))).toMatchObject({
      status: 'success',
      sync: true,
    });
    expect(ports.runner.asked).toHaveLength(1);
    expect(ports.executionQueue.sent).toEqual([]);
  });

  test('wakes a function that was idle for weeks, and runs it once it is active', async () => {
    const pending = 'CodeArtifactUserPendingException';
    let invocations = 0;
    const { ports, fn, began } = await withFunction(5, (ask) => {
      invocations += 1;
      return invocations < 4 ? { kind: 'not-begun', detail: pending } : returning('"Hello"')(ask);
    });
    expect(await createExecution(ports, aCaller(), () => asked(fn.id))).toMatchObject({
      status: 'success',
      attempt: 1,
    });
    expect(ports.clock.now() < after(began, 25)).toBe(true);
  });

  test('waits for a function that is being made, then runs it', async () => {
    const { ports, fn } = await withFunction(5);
    const changed = { ...fn, revision: 2 };
    await ports.functions.replace(changed, fn);
    const sleep = async (milliseconds: number) => {
      await ports.sleep(milliseconds);
      await ports.revisions.applied(changed, null);
    };
    expect(await createExecution({ ...ports, sleep }, aCaller(), () => asked(fn.id))).toMatchObject(
      {
        status: 'success',
      },
    );
    expect(ports.executionQueue.sent).toEqual([]);
  });

  test('is queued once it could not end within the request any more', async () => {
    const { ports, fn, began } = await withFunction(20, () => ({
      kind: 'not-begun',
      detail: 'throttled',
    }));
    expect(await createExecution(ports, aCaller(), () => asked(fn.id))).toMatchObject({
      status: 'running',
    });
    expect(ports.executionQueue.sent).toHaveLength(1);
    expect(ports.clock.now() <= after(began, 26)).toBe(true);
  });

  test('is queued while the project has as many executions as may run inside requests', async () => {
    const { ports, fn, end } = await withFunction(20);
    ports.executionQueue.send = async ([message]) => {
      if (message) await end(message.executionId);
    };
    await ports.executions.create(
      anExecution({ projectId: 'demo', functionId: fn.id, counted: true }),
    );
    const limits = { ...ports.settings.limits, synchronousExecutions: 1 };
    const bounded = { ...ports, settings: { ...ports.settings, limits } };
    expect(await createExecution(bounded, aCaller(), () => asked(fn.id))).toMatchObject({
      status: 'success',
    });
    expect(ports.runner.asked).toEqual([]);
  });

  test('of a slow function is queued and waited for', async () => {
    const { ports, fn, end } = await withFunction(21);
    ports.executionQueue.send = async ([message]) => {
      if (message) await end(message.executionId);
    };
    expect(await createExecution(ports, aCaller(), () => asked(fn.id))).toMatchObject({
      status: 'success',
    });
    expect(ports.runner.asked).toEqual([]);
  });

  test('is answered as it is after 25 seconds', async () => {
    const { ports, fn, began } = await withFunction(300);
    expect(await createExecution(ports, aCaller(), () => asked(fn.id))).toMatchObject({
      status: 'running',
    });
    expect(ports.clock.now() >= after(began, 25)).toBe(true);
    expect(ports.clock.now() <= after(began, 26)).toBe(true);
  });
});

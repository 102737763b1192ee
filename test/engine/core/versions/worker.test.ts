import { describe, expect, test } from 'vitest';
import { workersOf } from '../../../../functions/engine/core/versions/worker.ts';
import type { Execution } from '../../../../functions/engine/core/executions/execution.ts';
import { aFunction, anExecution, aVersion } from '../../support/engine-builders.ts';

const now = '2026-11-23T10:00:00.000000Z';
const fn = aFunction();

const answered = (environment: string, over: Partial<Execution> = {}) =>
  anExecution({
    functionId: fn.id,
    status: 'success',
    environment,
    updatedAt: '2026-11-23T09:55:00.000000Z',
    ...over,
  });
const busy = (over: Partial<Execution> = {}) =>
  anExecution({
    functionId: fn.id,
    attempt: 1,
    leaseUntil: '2026-11-23T10:01:00.000000Z',
    ...over,
  });
const names = (executions: readonly Execution[], of = fn, versions = [aVersion(fn)]) =>
  workersOf({ fn: of, versions, executions, now }).map(
    ({ functionVersion, name }) => `${functionVersion} ${name}`,
  );

describe('the workers of a function', () => {
  test('are the environments that answered in the last ten minutes, each once', () => {
    const late = { updatedAt: '2026-11-23T09:49:59.000000Z' };
    const executions = [answered('a'), answered('b'), answered('a'), answered('c', late)];
    expect(names([...executions, answered('d', { functionId: aFunction().id })])).toEqual([
      '0 environment-a',
      '0 environment-b',
    ]);
  });

  test('do not outlive a change of the code, or detaching', () => {
    const before = answered('a', { updatedAt: '2026-11-23T09:54:00.000000Z' });
    const changed = { ...fn, updatedAt: '2026-11-23T09:54:30.000000Z' };
    const detached = { ...fn, detachedAt: '2026-11-23T09:54:30.000000Z' };
    expect(names([before, answered('b')], changed)).toEqual(['0 environment-b']);
    expect(names([before, answered('b')], detached)).toEqual(['0 environment-b']);
    const version = aVersion(fn);
    const ofVersion = { ...before, functionVersion: 1 };
    expect(names([ofVersion], changed, [version])).toEqual(['1 environment-a']);
    expect(names([ofVersion], fn, [{ ...version, createdAt: detached.detachedAt }])).toEqual([]);
  });

  test('busy ones count only beyond the number of those already seen', () => {
    const running = [busy(), busy()];
    expect(names([answered('a'), running[0]!])).toEqual(['0 environment-a']);
    expect(names([answered('a'), ...running])).toEqual([
      '0 environment-a',
      `0 execution-${running[1]?.id}`,
    ]);
  });

  test('those kept ready for a version count if fewer are known', () => {
    const version = aVersion(fn, { lambdaVersion: '7', provisioned: 3 });
    expect(names([answered('a', { functionVersion: 1 })], fn, [version])).toEqual([
      '1 environment-a',
      '1 provisioned-1',
      '1 provisioned-2',
    ]);
    expect(names([], fn, [{ ...version, provisionPending: true }])).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryFunctionRunner } from '../fakes/function-runner.ts';
import {
  invokingClient,
  lambdaFunctionRunner,
} from '../../functions/engine/aws/function-runner.ts';
import type { Deployment } from '../../functions/engine/core/functions/deployment.ts';
import { anEngine, bodyOf, enginePorts } from '../engine/support/engine-app.ts';
import { aFunction } from '../engine/support/engine-builders.ts';
import { executionWorld } from '../engine/support/execution-world.ts';
import { faultyLambda, type Trouble } from '../engine/support/faulty-lambda.ts';
import { userFunctions } from '../engine/support/user-functions.ts';

/** User code that appends a letter to a file in each run. */
const leavingTraces = `
def main(trace):
    with open(trace, 'a') as file:
        file.write('x')
    return 'done'
`;
const folder = mkdtempSync(join(tmpdir(), 'taibai-runs-'));
const newTrace = () => join(folder, randomUUID());
const runsIn = (trace: string) => (existsSync(trace) ? readFileSync(trace).byteLength : 0);

/** How long the runner waits for a response after the timeouts of the function and of Lambda. */
const marginSeconds = 1;

const failed = '{"output": "Function execution failed."}';
const done = expect.stringContaining('{"output": "done"');
/** More failures than the executor waits for. */
const always = (trouble: Trouble) => Array.from({ length: 400 }, () => trouble);

describe('an execution with a faulty Lambda', () => {
  let lambda: Awaited<ReturnType<typeof userFunctions>>;
  let deployment: Deployment;
  beforeAll(async () => {
    lambda = await userFunctions();
    deployment = await lambda.deployed(leavingTraces, { timeoutSeconds: 1 });
  });

  /** The deployed runner, behind a proxy that makes one fault after the other. */
  async function runnerThrough(troubles: readonly (Trouble | null)[]) {
    const endpoint = process.env['AWS_ENDPOINT_URL'] ?? '';
    const way = await faultyLambda(endpoint, ({ index }) => troubles[index] ?? undefined);
    const client = invokingClient({ endpoint: way.url });
    const real = lambdaFunctionRunner(client, lambda.settings.namePrefix, marginSeconds);
    const run: Parameters<typeof memoryFunctionRunner>[0] = ({ inputJson, qualifier, ...asked }) =>
      real.run(asked.function_id, qualifier, asked, inputJson);
    return { way, run };
  }
  const theFunction = () => ({
    id: deployment.functionId,
    timeoutSeconds: deployment.timeoutSeconds,
    revision: 1,
    appliedRevision: 1,
  });

  /** Runs one execution: its message is delivered until it has ended, and once more. */
  async function delivered(troubles: readonly (Trouble | null)[]) {
    const { way, run } = await runnerThrough(troubles);
    const world = executionWorld(run);
    const fn = await world.readyFunction(theFunction());
    const trace = newTrace();
    const input = { text: JSON.stringify({ trace }) };
    const { execution, message } = await world.recorded(fn, { input });
    try {
      await world.deliver(message);
      await world.deliver(message);
      const { status, result } = await world.ended(execution.id);
      return { status, result, runs: runsIn(trace), calls: way.calls.length };
    } finally {
      way.close();
    }
  }

  const troubled: readonly (readonly [string, readonly Trouble[], object])[] = [
    ['none', [], { status: 'success', result: done, runs: 1, calls: 1 }],
    ['throttled', ['throttled', 'throttled'], { status: 'success', runs: 1, calls: 3 }],
    ['still being made', ['conflict', 'missing'], { status: 'success', runs: 1, calls: 3 }],
    [
      'throttled for ever',
      always('throttled'),
      { status: 'error', result: expect.stringContaining('no room for it in time'), runs: 0 },
    ],
    ['failed before it began', ['failed before'], { status: 'error', runs: 0, calls: 1 }],
    ['failed after it ran', ['failed after'], { status: 'error', runs: 1, calls: 1 }],
    ['cut before Lambda heard of it', ['cut before'], { status: 'error', runs: 0, calls: 1 }],
    ['cut after it ran', ['cut after'], { status: 'error', result: failed, runs: 1, calls: 1 }],
    ['cut while answering', ['cut while answering'], { status: 'error', runs: 1, calls: 1 }],
    ['never answered', ['never answered'], { status: 'error', result: failed, runs: 1, calls: 1 }],
    ['throttled, then cut', ['throttled', 'cut after'], { status: 'error', runs: 1, calls: 2 }],
  ];
  test.each(troubled)(
    '%s: user code runs at most once, and the result tells the outcome',
    async (_, troubles, end) => {
      expect(await delivered(troubles)).toMatchObject(end);
    },
  );

  test('any faults in any order: user code runs at most once, and once if the execution succeeds', async () => {
    const trouble = fc.constantFrom<Trouble | null>(
      null,
      'throttled',
      'conflict',
      'missing',
      'failed before',
      'failed after',
      'cut before',
      'cut after',
      'cut while answering',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(trouble, { maxLength: 6 }), async (troubles) => {
        const { status, runs } = await delivered(troubles);
        const ends = [
          ['success', 1],
          ['error', 0],
          ['error', 1],
        ];
        expect(ends).toContainEqual([status, runs]);
      }),
      { numRuns: 25 },
    );
  });

  test.each<readonly [Trouble, string, number]>([
    ['throttled', 'success', 1],
    ['cut before', 'error', 0],
    ['cut after', 'error', 1],
    ['failed after', 'error', 1],
  ])('%s: a synchronous request gets the status %s', async (trouble, status, runs) => {
    const { way, run } = await runnerThrough([trouble]);
    const engine = anEngine({ ...enginePorts(), runner: memoryFunctionRunner(run) });
    await engine.ports.functions.create(aFunction(theFunction()));
    const trace = newTrace();
    const json = { function_id: deployment.functionId, input: JSON.stringify({ trace }) };
    try {
      const answer = await engine.send('demo', 'POST', '/v1/executions', { json });
      expect([answer.status, await bodyOf(answer)]).toMatchObject([201, { status, sync: true }]);
      expect(engine.ports.executionQueue.sent).toEqual([]);
      expect(runsIn(trace)).toBe(runs);
    } finally {
      way.close();
    }
  });
});

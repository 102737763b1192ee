import { beforeAll, describe, expect, test } from 'vitest';
import type { Deployment } from '../../../functions/engine/core/functions/deployment.ts';
import type { RunOutcome } from '../../../functions/engine/core/executions/run-outcome.ts';
import { anInvocation, userFunctions } from '../support/user-functions.ts';

function answer(outcome: RunOutcome) {
  if (outcome.kind !== 'answered') throw new Error(JSON.stringify(outcome));
  const { status, output, log } = outcome.envelope;
  return { status, output, log };
}

describe("a user's function", () => {
  let lambda: Awaited<ReturnType<typeof userFunctions>>;
  beforeAll(async () => {
    lambda = await userFunctions();
  });
  const run = (fn: Deployment, inputJson = 'null', positional = false) =>
    lambda.runner.run(fn.functionId, undefined, { ...anInvocation(fn), positional }, inputJson);

  test('is called with its input, with numbers as written, and answers with output and log', async () => {
    const fn = await lambda.deployed(
      'def main(context=None, **all):\n  print("é", context["execution_id"] != "")\n  return all',
    );
    const input = '{"n": 1.0, "big": 12345678901234567890, "inf": Infinity, "t": "Infinity é"}';
    expect(answer(await run(fn, input))).toEqual({
      status: 'success',
      output: '{"n": 1.0, "big": 12345678901234567890, "inf": "inf", "t": "Infinity é"}',
      log: 'é True\n',
    });
  });

  test('takes text as its one positional argument', async () => {
    const fn = await lambda.deployed('def main(text): return text * 2');
    expect(answer(await run(fn, '"ab"', true)).output).toBe('"abab"');
  });

  test("finds its own modules, also those that are named like Python's", async () => {
    const names = ['datetime', 'inspect', 'queue', 'select', 'ssl', 'token', 'typing'];
    const fn = await lambda.deployed({
      ...Object.fromEntries(names.map((name) => [`${name}.py`, 'MINE = True'])),
      'main.py': `import ${names.join(', ')}\ndef main(): return all(each.MINE for each in (${names.join(', ')}))`,
    });
    expect(answer(await run(fn))).toEqual({ status: 'success', output: 'true', log: '' });
  });

  test('sees its secrets, and a published version those of its publication', async () => {
    const code = 'import os\ndef main(): return os.environ.get("KEY")';
    const fn = await lambda.deployed(code, { secrets: new Map([['KEY', 'é "1"\n']]) });
    expect(answer(await run(fn)).output).toBe(String.raw`"é \"1\"\n"`);
    const published = await lambda.provisioner.publish(fn.functionId, async () => true);
    if (published.kind !== 'published') throw new Error(JSON.stringify(published));
    await lambda.provisioner.apply({ ...fn, secrets: new Map() }, async () => true);
    expect(answer(await run(fn)).output).toBe('null');
    const { functionId } = fn;
    const { lambdaVersion } = published;
    const old = await lambda.runner.run(functionId, lambdaVersion, anInvocation(fn), 'null');
    expect(answer(old).output).toBe(String.raw`"é \"1\"\n"`);
  });

  test('may be asynchronous', async () => {
    const fn = await lambda.deployed(
      'import asyncio\nasync def main(n):\n  await asyncio.sleep(0.01)\n  return n + 1',
    );
    expect(answer(await run(fn, '{"n": 1}')).output).toBe('2');
  });

  test('that returns and prints a forged envelope has only returned and printed it', async () => {
    const forged =
      '{"v": 1, "execution_id": id, "status": "failed", "output": "1", "duration": 9, "log": ""}';
    const fn = await lambda.deployed(
      `import json\ndef main(context):\n  id = context["execution_id"]\n  print(json.dumps(${forged}))\n  return ${forged}`,
    );
    const { status, output, log } = answer(await run(fn, '{}'));
    expect(status).toBe('success');
    const said = { v: 1, status: 'failed', output: '1', duration: 9, log: '' };
    expect([JSON.parse(output), JSON.parse(log)]).toMatchObject([said, said]);
  });

  test('that times out keeps its log, and runs the next time', async () => {
    const fn = await lambda.deployed(
      'import time\ndef main(s):\n  print("begun")\n  time.sleep(s)\n  return "slept"',
      { timeoutSeconds: 1 },
    );
    expect(answer(await run(fn, '{"s": 30}'))).toEqual({
      status: 'failed',
      output: '"Function execution timeout."',
      log: 'begun\n',
    });
    expect(answer(await run(fn, '{"s": 0}')).output).toBe('"slept"');
  });

  test('that crashes the interpreter keeps its log, and runs the next time', async () => {
    const fn = await lambda.deployed(
      'import os\ndef main(die):\n  print("begun")\n  if die: os._exit(3)\n  return "lives"',
    );
    expect(answer(await run(fn, '{"die": true}'))).toEqual({
      status: 'failed',
      output: '"The Python interpreter ended with status 3."',
      log: 'begun\n',
    });
    expect(answer(await run(fn, '{"die": false}')).output).toBe('"lives"');
  });

  test('sees neither credentials nor variables of its environment', async () => {
    const fn = await lambda.deployed('import os\ndef main(): return sorted(os.environ)');
    const { output } = answer(await run(fn));
    expect(output).not.toMatch(/AWS|LAMBDA|TAIBAI|_X_/);
  });

  test('takes and returns several megabytes complete', async () => {
    const fn = await lambda.deployed('def main(text):\n  print(text)\n  return len(text)');
    const text = 'x'.repeat(5_500_000);
    const { output, log } = answer(await run(fn, JSON.stringify(text), true));
    expect(output).toBe('5500000');
    expect(log).toBe(`${text}\n`);
  });

  test('is not started with an input larger than Lambda accepts', async () => {
    const fn = await lambda.deployed('def main(text): return 1');
    const outcome = await run(fn, JSON.stringify('x'.repeat(6_300_000)), true);
    expect(outcome).toMatchObject({ kind: 'refused' });
  });

  test('that Lambda does not have was not started', async () => {
    const fn = await lambda.deployment('');
    expect(await run(fn)).toMatchObject({ kind: 'not-begun' });
  });

  test('that outlives our handler is ended by Lambda', async () => {
    const fn = await lambda.deployed('import time\ndef main(): time.sleep(30)', {
      timeoutSeconds: 1,
    });
    const outcome = await lambda.runner.run(
      fn.functionId,
      undefined,
      { ...anInvocation(fn), timeout_seconds: 20 },
      'null',
    );
    expect(outcome).toMatchObject({ kind: 'ended', reason: 'time-out' });
  });

  test('answers warm within milliseconds', async () => {
    const fn = await lambda.deployed('def main(name): return name');
    const took: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      const begun = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
      await run(fn, '{"name": "Q"}');
      took.push(performance.now() - begun);
    }
    const sorted = took.toSorted((left, right) => left - right);
    console.info(`warm invoke: p50 ${sorted[30]?.toFixed(1)} ms, p95 ${sorted[57]?.toFixed(1)} ms`);
    expect(sorted[30]).toBeLessThan(500);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { logIn, type Session } from '../session.ts';
import { ask, createFunction, execute } from '../api.ts';
import { summary } from './percentiles.ts';

const source = `import time

def main(name='World'):
    time.sleep(0.02)
    return 'Hello, %s' % name
`;
const timeoutSeconds = 5;
const functions = 10;
const calls = 200;
const warmUps = 20;
const stored = 1000;
const lists = 30;
/** How many executions are created concurrently. */
const lanes = 8;

/**
 * Measures the time from creating a function to its first result, the overhead of a warm synchronous
 * execution, and the time to list a thousand executions.
 */
export async function measureFunctions(url: string, user: string): Promise<void> {
  const owner = await logIn(url, user);
  const firstResults = await repeated(functions, () => elapsed(() => createAndRun(owner)));
  console.log(
    `create → first result, ${functions} functions one at a time: ${summary(firstResults)}`,
  );
  const functionId = await createFunction(owner, source, timeoutSeconds);
  await execute(owner, functionId);
  await repeated(warmUps, () => runInline(owner, functionId));
  const overheads = await repeated(calls, () => overhead(owner, functionId));
  console.log(
    `warm synchronous execution, call minus function, ${calls} calls: ${summary(overheads)}`,
  );
  await fill(owner, functionId);
  const listed = await repeated(lists, () => elapsed(() => listAll(owner)));
  console.log(`list of ${stored} executions, ${lists} times: ${summary(listed)}`);
}

async function repeated<T>(times: number, work: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
  for (let i = 0; i < times; i += 1) results.push(await work());
  return results;
}

/** Milliseconds. */
async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const execution = z.object({ status: z.literal('success'), result: z.string() });
const duration = z.object({ duration: z.number() });

/** Executes a function synchronously. Returns the function's own duration in seconds. */
async function runInline(owner: Session, functionId: string): Promise<number> {
  const body = { function_id: functionId, sync: true, input: '{"name": "bench"}' };
  const answer = execution.parse(JSON.parse(await ask(owner, 'POST', '/v1/executions', body)));
  return duration.parse(JSON.parse(answer.result)).duration;
}

const createAndRun = async (owner: Session): Promise<unknown> =>
  runInline(owner, await createFunction(owner, source, timeoutSeconds));

async function overhead(owner: Session, functionId: string): Promise<number> {
  let seconds = 0;
  const whole = await elapsed(async () => {
    seconds = await runInline(owner, functionId);
  });
  return whole - seconds * 1000;
}

const list = z.object({ executions: z.array(z.object({ status: z.string() })) });

const listAll = async (owner: Session) =>
  list.parse(JSON.parse(await ask(owner, 'GET', '/v1/executions'))).executions;

/** Fills the table up to `stored` executions, and waits until all of them have ended. */
async function fill(owner: Session, functionId: string): Promise<void> {
  const left = Array.from({ length: stored - (await listAll(owner)).length }).values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      // oxlint-disable-next-line no-await-in-loop -- each lane creates one at a time
      for (const _ of left)
        await ask(owner, 'POST', '/v1/executions', { function_id: functionId, sync: false });
    }),
  );
  // oxlint-disable-next-line no-await-in-loop -- polls
  while ((await listAll(owner)).some(({ status }) => status === 'running')) await sleep(1000);
}

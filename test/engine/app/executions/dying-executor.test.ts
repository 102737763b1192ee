import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { returning } from '../../../fakes/function-runner.ts';
import { requeueLostExecutions } from '../../../../functions/engine/app/executions/requeue-lost-executions.ts';
import { requeueDue } from '../../../../functions/engine/app/requeue-due.ts';
import type { ExecutionMessage } from '../../../../functions/contract/message.ts';
import { maximumAttempts } from '../../../../functions/engine/core/executions/execution-schedule.ts';
import { nodeIds } from '../../../../functions/platform/node/ids.ts';
import { dyingAfter, executionWorld, webhookMessage } from '../../support/execution-world.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const large = 'x'.repeat(100_000);

/** A world with one ready function and one message that asks for an execution of it. */
async function worldOf(kind: ExecutionMessage['kind']) {
  const world = executionWorld(returning(`"${large}"`, large));
  const fn = await world.readyFunction();
  if (kind === 'recorded') {
    const { execution, message } = await world.recorded(fn);
    return { world, fn, message, id: execution.id };
  }
  const id = nodeIds.ordered(world.clock.now());
  return { world, fn, message: webhookMessage(await world.webhookOf(fn), id), id };
}

describe.each(['recorded', 'webhook'] as const)('an executor of a %s execution', (kind) => {
  test('that dies between any two of its steps leaves one end, at most one count and at most two runs', async () => {
    let survived = false;
    let step = 0;
    for (; !survived; step += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      const { world, fn, message, id } = await worldOf(kind);
      const { ports, state } = dyingAfter(world.ports, step);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.deliver(message, [ports]);
      survived = !state.died;
      // oxlint-disable-next-line no-await-in-loop -- as above
      const end = await world.ended(id);
      expect(end.status, `dead after step ${step}`).toBe('success');
      expect(end.result).toContain(large);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await world.count(fn)).toBeLessThanOrEqual(1);
      expect(world.ports.runner.asked.length).toBeLessThanOrEqual(2);
    }
    expect(step).toBeGreaterThan(6);
  });

  test('however often it dies, the execution ends once, after a bounded number of runs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(10), { maxLength: 12 }), async (deaths) => {
        const { world, fn, message, id } = await worldOf(kind);
        const executors = deaths.map((step) => dyingAfter(world.ports, step).ports);
        await world.deliver(message, executors);
        expect(['success', 'error']).toContain((await world.ended(id)).status);
        expect(world.ports.runner.asked.length).toBeLessThanOrEqual(maximumAttempts);
        expect(await world.count(fn)).toBeLessThanOrEqual(1);
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});

test.each([
  ['recorded', 2, 120],
  ['webhook', 6, 2 * 3600],
] as const)(
  'a %s execution whose message is lost with its executor is found by the sweeper',
  async (kind, steps, seconds) => {
    const { world, message, id } = await worldOf(kind);
    const sent: ExecutionMessage[] = [];
    const dead = dyingAfter(world.ports, steps);
    await expect(world.deliver(message, Array(199).fill(dead.ports))).rejects.toThrow(
      'the message never ends',
    );
    expect(await world.ended(id)).toMatchObject({ status: 'running' });
    world.clock.advance(seconds);
    const ports = {
      ...world.ports,
      executionQueue: {
        async send(messages: readonly ExecutionMessage[]) {
          sent.push(...messages);
        },
      },
      provisioningQueue: { send: async () => {} },
    };
    const due = await requeueDue(ports);
    const lost = await requeueLostExecutions(ports);
    expect([due.executions, lost]).toEqual(kind === 'recorded' ? [1, 0] : [0, 1]);
    expect(await requeueLostExecutions(ports)).toBe(0);
    await Promise.all(sent.map((again) => world.deliver(again)));
    expect((await world.ended(id)).status).toBe('success');
  },
);

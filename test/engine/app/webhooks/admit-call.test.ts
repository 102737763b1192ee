import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { handleExecutionMessage } from '../../../../functions/engine/app/executions/handle-execution-message.ts';
import { byCreation } from '../../../../functions/engine/core/lists/order.ts';
import { after, type Instant } from '../../../../functions/platform/core/instant.ts';
import { executionWorld, webhookMessage } from '../../support/execution-world.ts';

/** A webhook that may be called twice a minute, and the calls of alarms. */
async function calledWorld(limits = {}) {
  const world = executionWorld(undefined, { webhookCallsPerMinute: 2, ...limits });
  const webhook = await world.webhookOf(await world.readyFunction());
  return {
    ...world,
    webhook,
    call: (projectId: string, sentAt: Instant = world.clock.now(), id: string = randomUUID()) =>
      handleExecutionMessage(world.ports, { ...webhookMessage(webhook, id), projectId }, sentAt),
    executions: async () =>
      (await world.ports.executions.list(webhook.projectId, { limit: 100 })).toSorted(byCreation),
  };
}
type Called = Awaited<ReturnType<typeof calledWorld>>;

async function calls(world: Called, projectId: string, count: number) {
  for (let each = 0; each < count; each += 1)
    // oxlint-disable-next-line no-await-in-loop -- one call after the other
    await world.call(projectId);
}

describe('the limits of a webhook', () => {
  test("do not count for alarms of the webhook's own project", async () => {
    const world = await calledWorld();
    await calls(world, 'demo', 5);
    expect(await world.executions()).toHaveLength(5);
  });

  test("count for another project's alarms: beyond, a call waits for the next minute", async () => {
    const world = await calledWorld();
    await calls(world, 'alt', 2);
    const sentAt = world.clock.now();
    const third = randomUUID();
    const ran = await world.call('alt', sentAt, third);
    expect(ran.kind).toBe('later');
    if (ran.kind !== 'later') return;
    expect(ran.at >= after(sentAt, 60) && ran.at < after(sentAt, 120)).toBe(true);
    expect(await world.executions()).toHaveLength(2);
    world.clock.advance(60);
    expect(await world.call('alt', sentAt, third)).toEqual({ kind: 'ended' });
    expect(await world.executions()).toMatchObject([{}, {}, { id: third, status: 'success' }]);
  });

  test('count once for a call that is delivered again', async () => {
    const world = await calledWorld();
    const id = randomUUID();
    for (let delivery = 0; delivery < 4; delivery += 1)
      // oxlint-disable-next-line no-await-in-loop -- one delivery after the other
      expect(await world.call('alt', world.clock.now(), id)).toEqual({ kind: 'ended' });
    expect((await world.call('alt')).kind).toBe('ended');
    expect((await world.call('alt')).kind).toBe('later');
  });

  test("leave room for the project's own executions", async () => {
    const world = await calledWorld({ storedExecutions: 1 });
    await calls(world, 'alt', 1);
    expect((await world.call('alt')).kind).toBe('later');
    expect((await world.call('demo')).kind).toBe('ended');
  });

  test('that last end calls after a quarter of an hour, with one execution a minute that says so', async () => {
    const world = await calledWorld();
    const sentAt = world.clock.now();
    world.clock.advance(901);
    await calls(world, 'alt', 2);
    for (let each = 0; each < 10; each += 1)
      // oxlint-disable-next-line no-await-in-loop -- one call after the other
      expect(await world.call('alt', sentAt)).toEqual({ kind: 'ended' });
    const given = (await world.executions()).filter(({ status }) => status === 'error');
    expect(given).toMatchObject([
      { description: `Created by Webhook ${world.webhook.id}`, attempt: 0 },
    ]);
    expect((await world.ended(given[0]?.id ?? '')).result).toContain(
      'Calls by alarms of another project were given up: Webhook',
    );
    world.clock.advance(60);
    await calls(world, 'alt', 2);
    await world.call('alt', sentAt);
    expect((await world.executions()).filter(({ status }) => status === 'error')).toHaveLength(2);
  });
});

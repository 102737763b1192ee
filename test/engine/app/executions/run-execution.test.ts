import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { returning } from '../../../fakes/function-runner.ts';
import { handleExecutionMessage } from '../../../../functions/engine/app/executions/handle-execution-message.ts';
import {
  maximumAttempts,
  startDeadlineSeconds,
} from '../../../../functions/engine/core/executions/execution-schedule.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import type { RunOutcome } from '../../../../functions/engine/core/executions/run-outcome.ts';
import { showExecution } from '../../../../functions/engine/app/executions/read-executions.ts';
import { executionView } from '../../../../functions/engine/http/view.ts';
import { executionWorld, webhookMessage } from '../../support/execution-world.ts';

const failed = (output: string, duration: number): RunOutcome => ({
  kind: 'answered',
  envelope: { v: 1, execution_id: '', status: 'failed', output, duration, log: 'Traceback\n' },
});

describe('a recorded execution', () => {
  test('runs once and ends with result, framed log and count', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ timeoutSeconds: 7 });
    const { execution, message } = await world.recorded(fn, { input: { text: '{"name": "Q"}' } });
    expect(await world.deliver(message)).toBe(1);
    expect(await world.ended(execution.id)).toEqual({
      status: 'success',
      result: '{"output": "Hello, World", "duration": 0.084}',
      log: `Start execution: ${execution.id}\nhi\nFinished execution: ${execution.id}\n`,
    });
    expect(await world.count(fn)).toBe(1);
    expect(world.ports.runner.asked).toEqual([
      {
        v: 1,
        execution_id: execution.id,
        function_id: fn.id,
        project_id: 'demo',
        positional: false,
        timeout_seconds: 7,
        inputJson: '{"name": "Q"}',
      },
    ]);
  });

  test('stores the name of the environment that answered, if there is one', async () => {
    const environments = ['0123456789abcdef', undefined];
    const world = executionWorld(({ execution_id }) => ({
      kind: 'answered',
      envelope: {
        v: 1,
        execution_id,
        status: 'success',
        output: '1',
        duration: 0,
        log: '',
        environment: environments.shift(),
      },
    }));
    const fn = await world.readyFunction();
    const [named, unnamed] = [await world.recorded(fn), await world.recorded(fn)];
    await world.deliver(named.message);
    await world.deliver(unnamed.message);
    const kept = [named, unnamed].map(({ execution }) => world.ports.executions.find(execution.id));
    expect((await Promise.all(kept)).map((each) => each?.environment)).toEqual([
      '0123456789abcdef',
      undefined,
    ]);
  });

  test('passes raw text on as a JSON string, and no input as null', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction();
    const raw = await world.recorded(fn, { input: { text: 'a "b"' }, positional: true });
    const none = await world.recorded(fn);
    await world.deliver(raw.message);
    await world.deliver(none.message);
    const asked = world.ports.runner.asked.map(({ inputJson, positional }) => [
      inputJson,
      positional,
    ]);
    expect(asked).toEqual([
      ['"a \\"b\\""', true],
      ['null', false],
    ]);
  });

  test('with a large input, output and log stores them complete outside the row', async () => {
    const large = 'x'.repeat(100_000);
    const world = executionWorld(returning(`"${large}"`, large));
    const fn = await world.readyFunction();
    const input = await world.ports.payloads.store('input', `{"a": "${large}"}`);
    const { execution, message } = await world.recorded(fn, { input });
    await world.deliver(message);
    const { result, log } = await world.ended(execution.id);
    expect(result).toBe(`{"output": "${large}", "duration": 0.084}`);
    expect(log).toContain(`${large}\nFinished`);
    expect(world.ports.runner.asked[0]?.inputJson).toContain(large);
  });

  test('shows the output as Python writes it', async () => {
    const world = executionWorld(returning('{"a":[1,1.0,12345678901234567890],"é":null}'));
    const { execution, message } = await world.recorded(await world.readyFunction());
    await world.deliver(message);
    expect((await world.ended(execution.id)).result).toBe(
      '{"output": {"a": [1, 1.0, 12345678901234567890], "\\u00e9": null}, "duration": 0.084}',
    );
  });

  const ends: readonly (readonly [string, RunOutcome, string, string, boolean])[] = [
    ['raises', failed('"no luck"', 0.5), 'failed', '{"output": "no luck", "duration": 0.5}', true],
    [
      'answers with no JSON',
      failed('no json', 0.5),
      'failed',
      '{"output": "Function execution failed: its answer could not be read.", "duration": 0.0}',
      true,
    ],
    [
      'answers nested beyond reading',
      failed('['.repeat(200_000), 0.5),
      'failed',
      '{"output": "Function execution failed: its answer could not be read.", "duration": 0.0}',
      true,
    ],
    [
      'answers with no envelope',
      { kind: 'unreadable', detail: '' },
      'failed',
      '{"output": "Function execution failed: its answer could not be read.", "duration": 0.0}',
      true,
    ],
    [
      'is ended by Lambda for its time',
      { kind: 'ended', reason: 'time-out', detail: '' },
      'failed',
      '{"output": "Function execution timeout.", "duration": 0.0}',
      true,
    ],
    [
      'is ended by Lambda for its memory',
      { kind: 'ended', reason: 'out-of-memory', detail: '' },
      'failed',
      '{"output": "Function execution failed because of too much resource consumption", "duration": 0.0}',
      true,
    ],
    [
      'takes its environment down',
      { kind: 'ended', reason: 'crash', detail: '' },
      'failed',
      '{"output": "Function execution failed: the function\'s environment ended.", "duration": 0.0}',
      true,
    ],
    [
      'cannot take its input',
      { kind: 'refused', detail: 'The input is too large.' },
      'error',
      '{"output": "Function execution failed. The input is too large."}',
      false,
    ],
    [
      'is lost from sight, and is not run again',
      { kind: 'lost', detail: 'socket hang up' },
      'error',
      '{"output": "Function execution failed."}',
      false,
    ],
  ];
  test.each(ends)('whose function %s', async (_what, outcome, status, result, logged) => {
    const world = executionWorld(() => outcome);
    const { execution, message } = await world.recorded(await world.readyFunction());
    await world.deliver(message);
    await world.deliver(message);
    expect(world.ports.runner.asked).toHaveLength(1);
    const end = await world.ended(execution.id);
    expect([end.status, end.result, end.log !== null]).toEqual([status, result, logged]);
  });

  test('never runs older code than the row of its function names: it waits for the newest', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ revision: 2, appliedRevision: 1 });
    const { execution, message } = await world.recorded(fn);
    const ran = await handleExecutionMessage(world.ports, message);
    expect(ran).toEqual({ kind: 'later', at: after(world.clock.now(), 1) });
    expect(world.ports.runner.asked).toEqual([]);
    world.clock.advance(1);
    await world.ports.revisions.applied(fn, null);
    await world.deliver(message);
    expect((await world.ended(execution.id)).status).toBe('success');
  });

  test('stops waiting at the deadline, after few retries', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ appliedRevision: 0 });
    const { execution, message } = await world.recorded(fn);
    // Of the 200 receives that its queue allows, so that throttled batches do not use them up either.
    expect(await world.deliver(message)).toBeLessThanOrEqual(130);
    expect(await world.ended(execution.id)).toMatchObject({
      status: 'error',
      result: `{"output": "Function execution failed. Function ${fn.id} was not ready in time."}`,
    });
    const waited = Date.parse(world.clock.now()) - Date.parse(execution.createdAt);
    expect(waited / 1000).toBeLessThan(startDeadlineSeconds + 901);
    expect(await world.count(fn)).toBe(0);
  });

  test('waits beyond the deadline while the provisioner has a backlog, and a quarter of an hour longer', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ appliedRevision: 0 });
    const { execution, message } = await world.recorded(fn);
    const readyBy = after(world.clock.now(), 20 * 3600);
    await world.ports.reviews.expectReady(readyBy);
    await world.deliver(message);
    expect((await world.ended(execution.id)).status).toBe('error');
    expect(world.clock.now() > after(readyBy, 900)).toBe(true);
    expect(world.clock.now() < after(readyBy, 900 + 901)).toBe(true);
  });

  test('of a function that Lambda refused ends in error and says why', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ applyError: 'Unzipped size is too large.' });
    const { execution, message } = await world.recorded(fn);
    await world.deliver(message);
    expect(await world.ended(execution.id)).toEqual({
      status: 'error',
      result: '{"output": "Function execution failed. Unzipped size is too large."}',
      log: null,
    });
  });

  test('of a function that is gone ends in error', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction();
    const { execution, message } = await world.recorded(fn);
    await world.ports.functions.remove(fn.projectId, fn.id);
    await world.deliver(message);
    expect((await world.ended(execution.id)).status).toBe('error');
    expect(world.ports.runner.asked).toEqual([]);
  });

  test("an administrator's execution runs another project's function", async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ projectId: 'alt' });
    const { execution, message } = await world.recorded(fn, { projectId: 'admin' });
    await world.deliver(message);
    expect((await world.ended(execution.id)).status).toBe('success');
    expect(await world.count(fn)).toBe(1);
  });

  test('that Lambda has no capacity for waits without using up its attempts', async () => {
    let refusals = 8;
    const world = executionWorld((ask) => {
      refusals -= 1;
      return refusals >= 0 ? { kind: 'not-begun', detail: 'throttled' } : returning('1')(ask);
    });
    const fn = await world.readyFunction();
    const { execution, message } = await world.recorded(fn);
    await world.deliver(message);
    expect((await world.ended(execution.id)).status).toBe('success');
    expect((await world.ports.executions.find(execution.id))?.attempt).toBe(1);
    expect(await world.count(fn)).toBe(1);
  });

  test('that Lambda never has capacity for ends in error after sixteen hours, and not before', async () => {
    const world = executionWorld(() => ({ kind: 'not-begun', detail: 'throttled' }));
    const { execution, message } = await world.recorded(await world.readyFunction());
    await world.deliver(message);
    expect((await world.ended(execution.id)).status).toBe('error');
    const waited = Date.parse(world.clock.now()) - Date.parse(execution.createdAt);
    expect(waited / 1000).toBeGreaterThan(16 * 3600);
    expect(waited / 1000).toBeLessThan(16 * 3600 + 901);
  });

  test('that cannot start for an hour starts soon after', async () => {
    const world = executionWorld((ask) =>
      world.clock.now() < until ? { kind: 'not-begun', detail: 'throttled' } : returning('1')(ask),
    );
    const until = after(world.clock.now(), 3600);
    const { execution, message } = await world.recorded(await world.readyFunction());
    await world.deliver(message);
    expect((await world.ended(execution.id)).status).toBe('success');
    expect(world.clock.now() < after(until, 200)).toBe(true);
  });

  test('is begun by one of two executors; the other retries when the lease has ended', async () => {
    const world = executionWorld();
    const { execution, message } = await world.recorded(await world.readyFunction());
    const outcomes = await Promise.all([
      handleExecutionMessage(world.ports, message),
      handleExecutionMessage(world.ports, message),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['ended', 'later']);
    expect(world.ports.runner.asked).toHaveLength(1);
    expect((await world.ended(execution.id)).status).toBe('success');
  });

  test('ends in error after its last attempt', async () => {
    const world = executionWorld();
    const { execution, message } = await world.recorded(await world.readyFunction(), {
      attempt: maximumAttempts,
      leaseUntil: world.clock.now(),
    });
    await world.deliver(message);
    expect(await world.ended(execution.id)).toEqual({
      status: 'error',
      result: '{"output": "Function execution failed."}',
      log: null,
    });
    expect(world.ports.runner.asked).toEqual([]);
  });

  test('that was deleted is not run', async () => {
    const world = executionWorld();
    const { execution, message } = await world.recorded(await world.readyFunction());
    await world.ports.executions.remove('demo', execution.id);
    await world.deliver(message);
    expect(world.ports.runner.asked).toEqual([]);
  });
});

const reader = (projectId: string) => ({ userId: 'u', projectId, roles: ['reader' as const] });

describe('an execution that an alarm asked for through a webhook', () => {
  test('is recorded and claimed in one write, and its description names the webhook', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction();
    const webhook = await world.webhookOf(fn);
    const id = randomUUID();
    await world.deliver(webhookMessage(webhook, id, '{"reason": "Q"}'));
    expect(await world.ports.executions.get(fn.projectId, id)).toMatchObject({
      description: `Created by Webhook ${webhook.id}`,
      input: { text: '{"reason": "Q"}' },
      status: 'success',
      sync: false,
      attempt: 1,
    });
    expect(await world.count(fn)).toBe(1);
  });

  test('leads back to the event, if the alarm is of its project', async () => {
    const world = executionWorld();
    const webhook = await world.webhookOf(await world.readyFunction());
    const cause = { alarmId: 'a1', transitionId: 't1', messageId: 'm1', acceptanceId: 'x1' };
    const [own, foreign] = [randomUUID(), randomUUID()];
    await world.deliver({ ...webhookMessage(webhook, own), cause });
    await world.deliver({ ...webhookMessage(webhook, foreign), cause, projectId: 'another' });
    const { executions, ...ports } = world.ports;
    const causeOf = async (id: string) => (await executions.get(webhook.projectId, id))?.cause;
    expect(await causeOf(own)).toEqual(cause);
    expect(await causeOf(foreign)).toBeUndefined();
    const shown = await showExecution({ executions, ...ports }, reader(webhook.projectId), own);
    expect(executionView(shown)).toMatchObject({
      cause: { alarm_id: 'a1', event_id: 't1', message_id: 'm1', acceptance_id: 'x1' },
    });
  });

  test('is not run again when its message is redelivered', async () => {
    const world = executionWorld();
    const webhook = await world.webhookOf(await world.readyFunction());
    const message = webhookMessage(webhook, randomUUID());
    await world.deliver(message);
    await world.deliver(message);
    expect(world.ports.runner.asked).toHaveLength(1);
  });

  test('is recorded at once even if its function is not ready, and runs once it is', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ appliedRevision: 0 });
    const message = webhookMessage(await world.webhookOf(fn), randomUUID());
    expect(await handleExecutionMessage(world.ports, message)).toMatchObject({ kind: 'later' });
    expect((await world.ended(message.executionId)).status).toBe('running');
    await world.ports.revisions.applied(fn, null);
    await world.deliver(message);
    expect((await world.ended(message.executionId)).status).toBe('success');
  });

  test('is dropped with a warning when its webhook is gone', async () => {
    const world = executionWorld();
    const webhook = await world.webhookOf(await world.readyFunction());
    await world.ports.webhooks.remove(webhook);
    await world.deliver(webhookMessage(webhook, randomUUID()));
    expect(world.warnings).toEqual(['alarm action dropped: its webhook is gone']);
    expect(await world.ports.executions.listAll({ limit: 10 })).toEqual([]);
  });

  test('that was begun before its webhook was removed runs to its end', async () => {
    const world = executionWorld();
    const fn = await world.readyFunction({ appliedRevision: 0 });
    const webhook = await world.webhookOf(fn);
    const message = webhookMessage(webhook, randomUUID());
    await handleExecutionMessage(world.ports, message);
    await world.ports.webhooks.remove(webhook);
    await world.ports.revisions.applied(fn, null);
    await world.deliver(message);
    expect((await world.ended(message.executionId)).status).toBe('success');
  });
});

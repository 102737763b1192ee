import { expect, test } from 'vitest';
import { executionCause } from '../../../functions/console/core/execution-cause.ts';

const id = '3f8a2b1c-1d2e-4f3a-9b8c-7d6e5f4a3b2c';
const described = (description: string) => executionCause({ description });

test.each([
  [`Created by Job ${id}`, { kind: 'job', jobId: id }],
  [`Created by Webhook ${id}`, { kind: 'webhook', webhookId: id }],
  ['Created by Webhook somebody', { kind: 'none' }],
  ['', { kind: 'none' }],
])('a description of "%s" names the cause', (text, cause) => {
  expect(described(text)).toEqual(cause);
});

test('an alarm is the cause, also of an event that was sent again', () => {
  const cause = { alarmId: 'a', transitionId: 't', messageId: 'm', replayId: 'r' };
  expect(executionCause({ description: `Created by Webhook ${id}`, cause })).toEqual({
    kind: 'alarm',
    alarmId: 'a',
    firingId: 't',
    messageId: 'm',
  });
});

test('a replay to a function is the cause, with no alarm between', () => {
  const cause = { messageId: 'm', acceptanceId: 'x', replayId: 'r' };
  expect(executionCause({ description: 'Created by Replay r', cause })).toEqual({
    kind: 'replay',
    replayId: 'r',
    messageId: 'm',
  });
});

import { describe, expect, it } from 'vitest';
import {
  causeOf,
  describedCause,
} from '../../../console/src/screens/executions/described-cause.ts';
import { readResult } from '../../../console/src/screens/executions/execution-result.ts';

describe('a result', () => {
  it('has an output and a duration', () => {
    expect(readResult('{"output": {"a": 1}, "duration": 0.25}')).toEqual({
      output: '{"a":1}',
      milliseconds: 250,
    });
  });

  it('is shown as it is if it is nothing known', () => {
    expect(readResult('[1')).toEqual({ output: '[1', milliseconds: undefined });
    expect(readResult('7')).toEqual({ output: '7', milliseconds: undefined });
  });
});

describe('a description', () => {
  it('names the webhook or the job that asked for the execution', () => {
    expect(describedCause('Created by Webhook 1-a')).toEqual({ webhook_id: '1-a' });
    expect(describedCause('Created by Job 2-b')).toEqual({ job_id: '2-b' });
  });

  it('of a user names none', () => {
    expect(describedCause('Created by Job 2-b, they say')).toBeNull();
    expect(describedCause(null)).toBeNull();
  });
});

it('an execution that a replay asked for has the replay as its cause, and no alarm', () => {
  const cause = {
    alarm_id: null,
    event_id: null,
    message_id: 'm',
    acceptance_id: 'a',
    replay_id: 'r',
  };
  expect(causeOf({ description: 'Created by Replay r', cause })).toEqual({
    replay_id: 'r',
    message_id: 'm',
  });
  expect(causeOf({ description: '', cause: { ...cause, alarm_id: 'a', event_id: 'f' } })).toEqual({
    alarm_id: 'a',
    firing_id: 'f',
    message_id: 'm',
  });
});

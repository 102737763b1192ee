import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  executionInput,
  webhookInput,
} from '../../../../functions/engine/core/executions/execution-input.ts';
import { loads } from '../../../../functions/platform/core/python-json.ts';

describe('the input of an execution', () => {
  test('never fails, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { text: shown, positional } = executionInput(text);
        expect(positional ? shown : (shown?.[0] ?? '{')).toBe(positional ? text : '{');
      }),
    );
  });

  test('that is nested too deeply is passed on as text', () => {
    const deep = '['.repeat(100_000);
    expect(executionInput(deep)).toEqual({ text: deep, positional: true });
  });
});

describe('the input of a webhook call', () => {
  test('is the query, overridden by the body', () => {
    const body = loads('{"b":2,"c":{"d":1.0}}');
    const query = [
      ['a', '1'],
      ['b', '1'],
      ['a', '2'],
      ['a', '3'],
    ] as const;
    expect(webhookInput(query, body)).toBe('{"a": ["1", "2", "3"], "b": 2, "c": {"d": 1.0}}');
  });
});

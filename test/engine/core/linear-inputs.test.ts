import { describe, expect, test } from 'vitest';
import {
  executionInput,
  webhookBody,
  webhookInput,
} from '../../../functions/engine/core/executions/execution-input.ts';
import { answeredEnd } from '../../../functions/engine/core/executions/execution-end.ts';
import { parseFilter } from '../../../functions/engine/core/lists/filter.ts';
import { ownWebhook } from '../../../functions/engine/core/webhooks/own-webhook.ts';
import { growthOf } from '../../support/growth.ts';

const id = 'a5f82898-a4c3-4104-ad2d-40fbafbe8857';
const base = 'https://api.example';
const attempt = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const answer = (output: string) =>
  answeredEnd('e', { status: 'success', output, duration: 0, log: '' });

/** What a member, or whoever calls a webhook, decides the size of. */
describe('twice the input costs at most 2.5 times the work:', () => {
  test.each<[string, (size: number) => string, (text: string) => unknown, number]>([
    [
      'one parameter repeated',
      (size) => 'a=1&'.repeat(size),
      (text) => webhookInput([...new URLSearchParams(text)], {}),
      8_000,
    ],
    [
      'many parameters',
      (size) => Array.from({ length: size }, (_, index) => `p${index}=1`).join('&'),
      (text) => webhookInput([...new URLSearchParams(text)], {}),
      8_000,
    ],
    [
      "the query of an alarm's action",
      (size) => `${base}/v1/webhooks/${id}/invoke?${'a&'.repeat(size)}`,
      (url) => ownWebhook(url, base),
      20_000,
    ],
    ['the digits of an integer', (size) => `{"n": ${'9'.repeat(size)}}`, executionInput, 100_000],
    ['the digits of an answer', (size) => '9'.repeat(size), answer, 100_000],
    [
      'the depth of an input',
      (size) => `{"a": ${'['.repeat(size)}${']'.repeat(size)}}`,
      executionInput,
      100_000,
    ],
    [
      'the depth of a body',
      (size) => `${'{"a":'.repeat(size)}1${'}'.repeat(size)}`,
      (text) => attempt(() => webhookBody(text)),
      100_000,
    ],
    ['the keys of a body', (size) => `{${'"a":1,'.repeat(size)}"b":1}`, webhookBody, 50_000],
    ['the values of a filter', (size) => `in:${'a,'.repeat(size)}`, parseFilter, 100_000],
  ])('%s', (_what, inputOf, work, size) => {
    expect(growthOf(inputOf, work, size / 8)).toBeLessThan(2.5);
  });
});

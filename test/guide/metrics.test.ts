import { expect, test } from 'vitest';
import { failures } from '../../local/guide/check.ts';
import { followMetrics } from '../../local/guide/follow-metrics.ts';
import { clientsOf, freshFolder, guestOf, localStack } from '../support/local-stack.ts';

test('an alarm on the CPU of an instance runs a function when the gnocchi client sends a measure', async () => {
  const lines: string[] = [];
  const checks = await followMetrics({
    url: localStack.url,
    user: guestOf.guideWithMetrics,
    bin: clientsOf('5.1.1'),
    webhookForm: 'webhook create --function $function_id',
    home: freshFolder(),
    print: (line) => lines.push(line),
  }).catch((error: unknown) => {
    throw new Error(lines.join('\n'), { cause: error });
  });
  expect(failures(checks)).toEqual([]);
});

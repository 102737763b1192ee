import { expect, test } from 'vitest';
import { Refusal } from '../../functions/metrics/core/refusal.ts';
import { windowsIn } from '../../local/export/metric-parts.ts';

test('windows that are too many for a request are all exported, in order and once', async () => {
  const granularity = 60;
  const all = Array.from({ length: 1000 }, (_, i) => ({ time: 6000 + i * granularity, value: i }));
  const series = {
    async windows({ from = 0, until = Infinity }) {
      const found = all.filter(({ time }) => time >= from && time < until);
      if (found.length > 70) throw new Refusal('invalid', 'too many');
      return found;
    },
  };
  const exported: object[] = [];
  const range = [0, 1_000_000_007] as const;
  for await (const points of windowsIn(series, { method: 'mean', granularity }, range))
    exported.push(...points);
  expect(exported).toEqual(all);
});

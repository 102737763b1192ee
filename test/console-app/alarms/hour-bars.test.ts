import { expect, test } from 'vitest';
import { hourBars } from '../../../console/src/screens/alarms/editor/hour-bars.ts';

const day = { from: '2026-11-26T10:20:00.000000', to: '2026-11-27T10:20:00.000000' };

test('the hours without events of a range are there, and those with events keep their place', () => {
  const busy = { hour: '2026-11-27T09:00:00', matched: 3, fired: 1 };
  const bars = hourBars([busy], day);
  expect(bars.length).toBe(25);
  expect(bars[23]).toEqual(busy);
  expect(bars.filter(({ matched }) => matched > 0)).toEqual([busy]);
});

test('a range that is too long for bars has its busy hours only', () => {
  const busy = { hour: '2026-11-27T09:00:00', matched: 3, fired: 1 };
  expect(hourBars([busy], { ...day, from: '2025-11-26T10:20:00' })).toEqual([busy]);
});

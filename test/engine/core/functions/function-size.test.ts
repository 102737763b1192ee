import { expect, test } from 'vitest';
import { memoryMegabytes } from '../../../../functions/engine/core/functions/function-size.ts';

const mebibyte = 1024 * 1024;

test.each([
  [0, 32 * mebibyte, 128],
  [100, 32 * mebibyte, 177],
  [300, 128 * mebibyte, 531],
  [100, 256 * mebibyte + 1, 257],
  [8000, 128 * mebibyte, 10_240],
])('%i millicores and %i bytes are %i MB', (cpu, memorySize, megabytes) => {
  expect(memoryMegabytes({ cpu, memorySize })).toBe(megabytes);
});

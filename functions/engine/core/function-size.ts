import type { QinlingFunction } from './function.ts';

/** Lambda's smallest and largest function. */
const smallest = 128;
const largest = 10_240;
/** Lambda gives a function the processor with the memory: one whole CPU for this much. */
const megabytesPerCpu = 1769;

/** Lambda's MemorySize that gives a function both the memory and the share of a CPU it asks for. */
export function memoryMegabytes({
  cpu,
  memorySize,
}: Pick<QinlingFunction, 'cpu' | 'memorySize'>): number {
  const forMemory = Math.ceil(memorySize / (1024 * 1024));
  const forCpu = Math.ceil((cpu * megabytesPerCpu) / 1000);
  return Math.min(largest, Math.max(smallest, forMemory, forCpu));
}

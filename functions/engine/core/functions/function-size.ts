import type { QinlingFunction } from './function.ts';

/** The smallest and largest memory of a Lambda function, in MB. */
const smallest = 128;
const largest = 10_240;
/** Lambda allots CPU by memory: one whole CPU for this many MB. */
const megabytesPerCpu = 1769;

/** The Lambda memory size that gives a function both the memory and the CPU it asks for. */
export function memoryMegabytes({
  cpu,
  memorySize,
}: Pick<QinlingFunction, 'cpu' | 'memorySize'>): number {
  const forMemory = Math.ceil(memorySize / (1024 * 1024));
  const forCpu = Math.ceil((cpu * megabytesPerCpu) / 1000);
  return Math.min(largest, Math.max(smallest, forMemory, forCpu));
}

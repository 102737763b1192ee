import { readFileSync } from 'node:fs';
import { processesOf } from '../process-table.ts';

/** Milliseconds of a processor, by what used them: a Lambda's name, or `emulator`. */
export type ProcessorTime = ReadonlyMap<string, number>;

/** A tick of the kernel's accounting, which Linux fixes for programs at a hundredth of a second. */
const tick = 10;

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

function nameOf(pid: number): string {
  const variable = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]*)/.exec(textOf(pid, 'environ'));
  return variable?.[1]?.replace(/^floor-\w+-/, 'floor-') ?? 'emulator';
}

/** What a process has used since it began. Its name may hold spaces and stands in parentheses. */
function usedBy(pid: number): number {
  const fields = textOf(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tick;
}

/**
 * What the processes of a stack have used until now; empty on systems without `/proc`. What ended meanwhile
 * is missing.
 */
export function processorTime(folder: string): ProcessorTime {
  const used = new Map<string, number>();
  for (const pid of processesOf(folder)) {
    const name = nameOf(pid);
    used.set(name, (used.get(name) ?? 0) + usedBy(pid));
  }
  return used;
}

/** `emulator 4.1 ms, executor 2.0 ms`: what was used between two instants, per event, the most first. */
export function perEvent(before: ProcessorTime, after: ProcessorTime, events: number): string {
  const used = [...after]
    .map(([name, time]): [string, number] => [name, (time - (before.get(name) ?? 0)) / events])
    .filter(([, time]) => time >= 0.05)
    .toSorted(([, one], [, other]) => other - one);
  const total = used.reduce((sum, [, time]) => sum + time, 0);
  return `${total.toFixed(1)} ms: ${used.map(([name, time]) => `${name} ${time.toFixed(1)}`).join(', ')}`;
}

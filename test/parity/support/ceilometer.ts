import { spawn } from 'node:child_process';
import { scriptOf, sendersPython } from './conversion.ts';

/** How Ceilometer's notification agent is known to the metrics service. */
export const ceilometerService = {
  user: 'ceilometer',
  project: 'service',
  role: 'service',
} as const;

export interface Ran {
  readonly code: number | null;
  /** What it logged. */
  readonly text: string;
}

/** Runs a step of Ceilometer to its end, in a process of its own. `input` are events, or batches of samples. */
export function ceilometer(
  endpoint: string,
  step: 'upgrade' | 'events' | 'samples',
  input: readonly unknown[] = [],
): Promise<Ran> {
  const child = spawn(sendersPython, [scriptOf('ceilometer_metrics.py'), endpoint, step]);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(JSON.stringify(input));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text: Buffer.concat(chunks).toString() }));
  });
}

/** An event as Ceilometer's publisher gets it from its pipeline. */
export const ceilometerEvent = (
  id: string,
  type: string,
  traits: Readonly<Record<string, string>>,
) => ({
  message_id: id,
  event_type: type,
  generated: '2026-11-27T10:00:00',
  traits: Object.entries(traits).map(([name, value]) => [name, 1, value]),
});

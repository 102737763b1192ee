import type { Ports } from '../ports.ts';

/**
 * Sends the message for a row that has just been recorded. The record is the promise: where the queue
 * does not take the message the sweeper finds the row due, so the caller is told it was accepted.
 */
export async function sendOrLeaveDue(
  { log }: Pick<Ports, 'log'>,
  id: string,
  sending: Promise<void>,
): Promise<void> {
  try {
    await sending;
  } catch (error) {
    log.warn('recorded, but not queued: left to the sweeper', { id, error: String(error) });
  }
}

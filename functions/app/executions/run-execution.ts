import type { Instant } from '../../core/instant.ts';
import type { Ports } from '../../ports.ts';

/** Runs a recorded execution to its end: claims it, waits for nothing, invokes the function, writes the end. */
export async function runExecution(
  _ports: Pick<
    Ports,
    'clock' | 'executions' | 'functions' | 'log' | 'payloads' | 'runner' | 'settings'
  >,
  _execution: { readonly projectId: string; readonly id: string },
): Promise<
  | { readonly kind: 'ended' }
  /** Somebody else holds it, or its function is not ready: come back then. */
  | { readonly kind: 'later'; readonly at: Instant }
> {
  throw new Error('not built yet');
}

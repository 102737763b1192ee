/** Aborts at the first signal that asks this process to end; whoever started something stops it then. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => controller.abort(new Error(`interrupted (${name})`)));
  return controller.signal;
}

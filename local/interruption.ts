/** Is aborted by the first signal that asks this process to end, so that started processes can be stopped. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => controller.abort(new Error(`interrupted (${name})`)));
  return controller.signal;
}

import { aKey, aRow } from './dynamo-limits.ts';
import type { Runtime } from '../../functions/engine/core/functions/runtime.ts';
import { type PythonRuntime, pythonRuntimes } from '../../functions/contract/python-runtime.ts';
import { builtInFor } from '../../functions/engine/core/functions/python-runtime.ts';
import type { RuntimeStore } from '../../functions/engine/ports.ts';

export function memoryRuntimeStore(
  pythons: readonly PythonRuntime[] = pythonRuntimes,
): RuntimeStore {
  const runtimes = new Map<string, Runtime>(
    builtInFor(pythons).map((runtime) => [runtime.id, runtime]),
  );
  return {
    pythons,
    async put(runtime) {
      runtimes.set(aKey(runtime.id), aRow(runtime));
    },
    get: async (id) => runtimes.get(aKey(id)),
    list: async () => [...runtimes.values()],
    async remove(id) {
      runtimes.delete(id);
    },
  };
}

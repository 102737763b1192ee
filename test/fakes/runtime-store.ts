import type { Runtime } from '../../functions/engine/core/functions/runtime.ts';
import { builtInRuntimes } from '../../functions/engine/core/functions/python-runtime.ts';
import type { RuntimeStore } from '../../functions/engine/ports.ts';

export function memoryRuntimeStore(): RuntimeStore {
  const runtimes = new Map<string, Runtime>(
    builtInRuntimes.map((runtime) => [runtime.id, runtime]),
  );
  return {
    async put(runtime) {
      runtimes.set(runtime.id, runtime);
    },
    get: async (id) => runtimes.get(id),
    list: async () => [...runtimes.values()],
    async remove(id) {
      runtimes.delete(id);
    },
  };
}

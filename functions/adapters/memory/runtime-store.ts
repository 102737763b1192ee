import type { Runtime } from '../../core/function.ts';
import { builtInRuntimes } from '../../core/python-runtime.ts';
import type { RuntimeStore } from '../../ports/engine.ts';

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

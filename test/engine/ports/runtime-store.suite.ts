import { describe, expect, test } from 'vitest';
import { type PythonRuntime, pythonRuntimes } from '../../../functions/contract/python-runtime.ts';
import { builtInRuntimes } from '../../../functions/engine/core/functions/python-runtime.ts';
import type { RuntimeStore } from '../../../functions/engine/ports.ts';
import { aRuntime } from '../support/engine-builders.ts';

export function runtimeStoreSuite(
  make: (pythons: readonly PythonRuntime[]) => Promise<RuntimeStore>,
) {
  describe('a runtime store', () => {
    test('knows the built-in runtimes', async () => {
      const store = await make(pythonRuntimes);
      expect(await store.list()).toEqual(builtInRuntimes);
      expect(await store.get(builtInRuntimes[0]!.id)).toEqual(builtInRuntimes[0]);
    });

    test('has the Pythons of its deployment only', async () => {
      const store = await make(['python3.12']);
      expect(store.pythons).toEqual(['python3.12']);
      expect((await store.list()).map(({ image }) => image)).toEqual(['python3.12']);
      expect(await store.get(builtInRuntimes[1]!.id)).toEqual(builtInRuntimes[1]);
      expect(await store.get(builtInRuntimes[0]!.id)).toBeUndefined();
    });

    test('returns what was put, also after replacing and removing', async () => {
      const store = await make(pythonRuntimes);
      const runtime = aRuntime();
      await store.put(runtime);
      expect(await store.get(runtime.id)).toEqual(runtime);
      const renamed = { ...runtime, name: 'other', updatedAt: '2026-11-23T09:00:00.000000Z' };
      await store.put(renamed);
      expect(await store.list()).toEqual([...builtInRuntimes, renamed]);
      await store.remove(runtime.id);
      expect(await store.get(runtime.id)).toBeUndefined();
    });
  });
}

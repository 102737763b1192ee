import type { PackageStore } from '../../ports/engine.ts';

export function memoryPackageStore(): PackageStore {
  const packages = new Map<string, Uint8Array>();
  return {
    async put(key, zip) {
      packages.set(key, Uint8Array.from(zip));
    },
    get: async (key) => packages.get(key),
    async remove(key) {
      packages.delete(key);
    },
  };
}

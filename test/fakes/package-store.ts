import type { PackageStore } from '../../functions/engine/ports.ts';

/** Packages in a Map; its links lead nowhere. */
export function memoryPackageStore(
  packages: Map<string, Uint8Array> = new Map<string, Uint8Array>(),
): PackageStore {
  return {
    async put(key, zip) {
      packages.set(key, Uint8Array.from(zip));
    },
    get: async (key) => packages.get(key),
    async remove(key) {
      packages.delete(key);
    },
    size: async (key) => packages.get(key)?.byteLength,
    downloadLink: async (key) => `http://objects.example/${key}`,
    uploadLink: async (key, bytes) => `http://objects.example/${key}?upload=${bytes}`,
  };
}

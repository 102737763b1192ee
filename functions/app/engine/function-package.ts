import { createHash } from 'node:crypto';
import { Fault } from '../../core/fault.ts';
import { maximumPackageBytes } from '../../core/function-limits.ts';
import { checkPackage } from '../../core/zip.ts';
import type { Ports } from '../../ports.ts';

/**
 * Checks a package and stores it under a key that nothing else uses, so that a lost race or a later
 * change never touches code that still runs. Returns the key and the MD5 the API shows.
 */
export async function storePackage(
  { packages, ids }: Pick<Ports, 'packages' | 'ids'>,
  owner: { readonly projectId: string; readonly id: string },
  zip: Uint8Array,
  expectedMd5: string | undefined,
): Promise<{ readonly packageKey: string; readonly md5sum: string }> {
  if (zip.byteLength > maximumPackageBytes)
    throw new Fault(
      'too-large',
      `Package is larger than ${maximumPackageBytes} bytes. Leave out what the runtime has already, compress it, or move data to object storage.`,
    );
  checkPackage(zip);
  const md5sum = createHash('md5').update(zip).digest('hex');
  if (expectedMd5 && expectedMd5.toLowerCase() !== md5sum)
    throw new Fault('invalid', 'Package md5 mismatch.');
  const packageKey = `packages/${owner.projectId}/${owner.id}/${ids.random()}.zip`;
  await packages.put(packageKey, zip);
  return { packageKey, md5sum };
}

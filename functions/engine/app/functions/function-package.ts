import { createHash } from 'node:crypto';
import { Fault } from '../../../platform/core/fault.ts';
import { checkPackage } from '../../core/zip.ts';
import type { Ports } from '../../ports.ts';
import { checkContents } from './package-contents.ts';

/** Whose package it is: its key begins with both. */
export interface PackageOwner {
  readonly projectId: string;
  readonly id: string;
}

/** Checks a package that came with a request and stores it. Returns the key and the MD5 the API shows. */
export async function storePackage(
  ports: Pick<Ports, 'packages' | 'ids'>,
  owner: PackageOwner,
  zip: Uint8Array,
  expectedMd5: string | undefined,
): Promise<{ readonly packageKey: string; readonly md5sum: string }> {
  const md5sum = createHash('md5').update(zip).digest('hex');
  if (expectedMd5 && expectedMd5.toLowerCase() !== md5sum)
    throw new Fault('invalid', 'Package md5 mismatch.');
  return { packageKey: await keepPackage(ports, owner, zip), md5sum };
}

/**
 * Checks a package and stores it under a key that nothing else uses, so that a lost race or a later
 * change never touches code that still runs.
 */
export async function keepPackage(
  { packages, ids }: Pick<Ports, 'packages' | 'ids'>,
  { projectId, id }: PackageOwner,
  zip: Uint8Array,
): Promise<string> {
  await checkContents(checkPackage(zip));
  const packageKey = `packages/${projectId}/${id}/${ids.random()}.zip`;
  await packages.put(packageKey, zip);
  return packageKey;
}

import { createHash } from 'node:crypto';
import { Fault } from '../../../platform/core/fault.ts';
import { checkPackage } from '../../core/packages/check-package.ts';
import type { Ports } from '../../ports.ts';
import { checkContents } from './package-contents.ts';
import { writeZip } from './write-zip.ts';

/** The function a package belongs to. Its key starts with both ids. */
export interface PackageOwner {
  readonly projectId: string;
  readonly id: string;
}

/** Checks and stores a package that was sent with a request. Returns its key and the MD5 that the API shows. */
export async function storeSentPackage(
  ports: Pick<Ports, 'packages' | 'ids'>,
  owner: PackageOwner,
  zip: Uint8Array,
  expectedMd5: string | undefined,
): Promise<{ readonly packageKey: string; readonly md5sum: string }> {
  const md5sum = createHash('md5').update(zip).digest('hex');
  if (expectedMd5 && expectedMd5.toLowerCase() !== md5sum)
    throw new Fault('invalid', 'Package md5 mismatch.');
  return { packageKey: await storePackage(ports, owner, zip), md5sum };
}

/**
 * Checks a package and stores it under a key of its own, so that a lost race or a later change never
 * overwrites code that still runs. Stores what was sent byte by byte, unless Lambda could not read it so.
 */
export async function storePackage(
  { packages, ids }: Pick<Ports, 'packages' | 'ids'>,
  { projectId, id }: PackageOwner,
  zip: Uint8Array,
): Promise<string> {
  const { members, isMended } = checkPackage(zip);
  await checkContents(members);
  const packageKey = `packages/${projectId}/${id}/${ids.random()}.zip`;
  await packages.put(packageKey, isMended ? writeZip(members) : zip);
  return packageKey;
}

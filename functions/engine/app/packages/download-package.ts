import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { maximumPackageBytes } from '../../core/functions/function-limits.ts';
import type { Runnable } from '../../core/versions/function-version.ts';
import type { Ports } from '../../ports.ts';
import { visibleFunction } from '../visible-to-caller.ts';
import { versionOf } from '../versions/resolve-target.ts';

/** The stored package, or a link to one that is too large for an answer of the API. */
export type DownloadedPackage = { readonly filename: string } & (
  | { readonly kind: 'bytes'; readonly zip: Uint8Array }
  | { readonly kind: 'link'; readonly url: string }
);

type Downloading = Pick<Ports, 'functions' | 'packages' | 'versions'>;

export async function downloadFunction(
  ports: Downloading,
  caller: Caller,
  id: string,
): Promise<DownloadedPackage> {
  requireRole(caller, 'reader');
  const fn = await visibleFunction(ports, caller, id);
  return download(ports, fn, id);
}

export async function downloadVersion(
  ports: Downloading,
  caller: Caller,
  functionId: string,
  number: number,
): Promise<DownloadedPackage> {
  requireRole(caller, 'reader');
  const fn = await visibleFunction(ports, caller, functionId);
  const version = await versionOf(ports, fn, number);
  return download(ports, version, `${functionId}_${number}`);
}

async function download(
  { packages }: Pick<Ports, 'packages'>,
  { code, packageKey }: Runnable,
  filename: string,
): Promise<DownloadedPackage> {
  if (!packageKey)
    throw new Fault('not-allowed', `Download ${code.source} function is not allowed.`);
  const size = await packages.size(packageKey);
  if (size !== undefined && size > maximumPackageBytes)
    return { kind: 'link', filename, url: await packages.downloadLink(packageKey, filename) };
  const zip = await packages.get(packageKey);
  if (!zip) throw new Fault('not-found', `Package of function ${filename} not found.`);
  return { kind: 'bytes', filename, zip };
}

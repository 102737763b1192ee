import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { maximumUploadBytes } from '../../core/functions/function-limits.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import type { Ports } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { storePackage, type PackageOwner } from './store-package.ts';

/** A place in object storage, as named by `--container` and `--object`. */
export interface Place {
  readonly container: string;
  readonly object: string;
}

/** Uploads are stored under their project and expire. A function gets a copy. */
const keyOf = ({ container, object }: Place): string => `uploads/${container}/${object}`;

/**
 * Offers a place for a package of this size, with a URL that takes it for an hour, and no other size. The
 * container is the project, so nobody can name another project's upload, or another bucket.
 */
export async function offerUpload(
  { ids, packages }: Pick<Ports, 'ids' | 'packages'>,
  caller: Caller,
  asked: Asked<{ readonly bytes: number }>,
): Promise<Place & { readonly url: string }> {
  requireRole(caller, 'member');
  const { bytes } = await asked();
  if (bytes > maximumUploadBytes) throw tooLarge();
  const place = { container: caller.projectId, object: ids.random() };
  return { ...place, url: await packages.uploadLink(keyOf(place), bytes) };
}

/** Checks an uploaded package and stores a copy. Returns its key. */
export async function storeUpload(
  ports: Pick<Ports, 'ids' | 'packages'>,
  owner: PackageOwner,
  place: Place,
): Promise<string> {
  const own = place.container === owner.projectId && isUuidLike(place.object);
  const key = keyOf(place);
  const size = own ? await ports.packages.size(key) : undefined;
  if (size === undefined) throw new Fault('invalid', 'Failed to validate object in Swift.');
  if (size > maximumUploadBytes) throw tooLarge();
  const zip = await ports.packages.get(key);
  // Checked again, because it may have been replaced since its size was read.
  if (!zip || zip.byteLength > maximumUploadBytes)
    throw new Fault('invalid', 'Failed to validate object in Swift.');
  return storePackage(ports, owner, zip);
}

const tooLarge = (): Fault =>
  new Fault('invalid', `Package is larger than ${maximumUploadBytes} bytes.`);

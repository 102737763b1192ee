import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { maximumUploadBytes } from '../../core/function-limits.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import type { Ports } from '../../ports.ts';
import { keepPackage, type PackageOwner } from './function-package.ts';

/** A place in object storage, as `--container` and `--object` name it. */
export interface Place {
  readonly container: string;
  readonly object: string;
}

/** Uploads lie under their project and go away by themselves: a function gets a copy. */
const keyOf = ({ container, object }: Place): string => `uploads/${container}/${object}`;

/**
 * A place for a package too large for a request, and the URL that it can be put to for an hour. A
 * container is a project: nobody names another's, and no other bucket.
 */
export async function offerUpload(
  { ids, packages }: Pick<Ports, 'ids' | 'packages'>,
  { projectId }: Caller,
): Promise<Place & { readonly url: string }> {
  const place = { container: projectId, object: ids.random() };
  return { ...place, url: await packages.uploadLink(keyOf(place)) };
}

/** Checks and keeps a package that has been uploaded; its key. */
export async function takeUpload(
  ports: Pick<Ports, 'ids' | 'packages'>,
  owner: PackageOwner,
  place: Place,
): Promise<string> {
  const own = place.container === owner.projectId && isUuidLike(place.object);
  const key = keyOf(place);
  const size = own ? await ports.packages.size(key) : undefined;
  if (size === undefined) throw new Fault('invalid', 'Failed to validate object in Swift.');
  if (size > maximumUploadBytes)
    throw new Fault('invalid', `Package is larger than ${maximumUploadBytes} bytes.`);
  const zip = await ports.packages.get(key);
  // What is read counts: between the two it may have been put again.
  if (!zip || zip.byteLength > maximumUploadBytes)
    throw new Fault('invalid', 'Failed to validate object in Swift.');
  return keepPackage(ports, owner, zip);
}

import { Fault } from '../../../platform/core/fault.ts';
import type { Code, QinlingFunction } from '../../core/functions/function.ts';
import { requireImage } from '../../core/functions/image.ts';
import type { Ports, Settings } from '../../ports.ts';
import { type PackageOwner, storeSentPackage } from '../packages/store-package.ts';
import { storeUpload } from '../packages/uploads.ts';

/** A new function's code as a request gives it, not yet checked. */
export type NewCode =
  | { readonly source: 'package'; readonly md5sum: string | undefined }
  | {
      readonly source: 'swift';
      readonly container: string | undefined;
      readonly object: string | undefined;
    }
  | { readonly source: 'image'; readonly image: string | undefined };

export type AcceptingCode = Pick<Ports, 'packages' | 'ids'> & {
  readonly settings: Pick<Settings, 'imageRegistry'>;
};

/** Checks new code and stores it where Lambda can fetch it. */
export async function acceptCode(
  ports: AcceptingCode,
  owner: PackageOwner,
  code: NewCode,
  zip: Uint8Array | undefined,
): Promise<{ readonly code: Code; readonly packageKey: string | null }> {
  if (code.source === 'image') {
    const image = requireImage(code.image, ports.settings.imageRegistry);
    return { code: { source: 'image', image }, packageKey: null };
  }
  if (code.source === 'swift') {
    const { container, object } = code;
    if (!container || !object)
      throw new Fault(
        'invalid',
        'Both container and object must be provided for swift type function.',
      );
    const packageKey = await storeUpload(ports, owner, { container, object });
    return { code: { source: 'swift', swift: { container, object } }, packageKey };
  }
  if (!zip) throw new Fault('invalid', 'Package is missing.');
  const { packageKey, md5sum } = await storeSentPackage(ports, owner, zip, code.md5sum);
  return { code: { source: 'package', md5sum }, packageKey };
}

/** The code in a request that changes a function. */
export interface ChangedCode {
  readonly source?: string | undefined;
  readonly md5sum?: string | undefined;
  readonly swift?:
    | { readonly container?: string | undefined; readonly object?: string | undefined }
    | undefined;
}

/** Checks and stores the code that replaces a function's own; undefined if the request has none. */
export async function acceptChange(
  ports: AcceptingCode,
  before: QinlingFunction,
  { md5sum, swift }: ChangedCode,
  zip: Uint8Array | undefined,
): Promise<{ readonly code: Code; readonly packageKey: string | null } | undefined> {
  if (before.code.source === 'package' && zip)
    return acceptCode(ports, before, { source: 'package', md5sum }, zip);
  if (before.code.source !== 'swift' || !swift) return undefined;
  const { container, object } = swift;
  if (!container && !object)
    throw new Fault(
      'invalid',
      'Either container or object must be provided for swift type function update.',
    );
  const place = {
    container: container ?? before.code.swift.container,
    object: object ?? before.code.swift.object,
  };
  return acceptCode(ports, before, { source: 'swift', ...place }, undefined);
}

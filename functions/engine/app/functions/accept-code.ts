import { Fault } from '../../../platform/core/fault.ts';
import type { Code, QinlingFunction } from '../../core/function.ts';
import { requireImage } from '../../core/image.ts';
import type { Ports, Settings } from '../../ports.ts';
import { type PackageOwner, storePackage } from './function-package.ts';
import { takeUpload } from './uploads.ts';

/** A function's code as a request names it, before anything is known to be true of it. */
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

/** Checks new code and keeps it where Lambda can fetch it. */
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
    const packageKey = await takeUpload(ports, owner, { container, object });
    return { code: { source: 'swift', swift: { container, object } }, packageKey };
  }
  if (!zip) throw new Fault('invalid', 'Package is missing.');
  const { packageKey, md5sum } = await storePackage(ports, owner, zip, code.md5sum);
  return { code: { source: 'package', md5sum }, packageKey };
}

/** What a request gives of the code of a function that is there. */
export interface ChangedCode {
  readonly source?: string | undefined;
  readonly md5sum?: string | undefined;
  readonly swift?:
    | { readonly container?: string | undefined; readonly object?: string | undefined }
    | undefined;
}

/** The code that takes the place of a function's own; undefined if the request brings none. */
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

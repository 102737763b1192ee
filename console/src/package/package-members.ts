import { inflateSync, zipSync, type Zippable } from 'fflate';
import {
  readDirectory,
  type SentMember,
} from '../../../functions/engine/core/packages/zip-directory.ts';

/** A file of a package. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Its Unix mode. */
  readonly mode: number;
  /** What it says, if it is a text that can be edited. */
  readonly text: string | undefined;
}

/** The most bytes of a package that the API takes in a request. */
export const maximumPackageBytes = 4 * 1024 * 1024;

/** The most unpacked bytes and files that are edited in a browser, and the longest text. */
const maximumUnpackedBytes = 24 * 1024 * 1024;
const maximumFiles = 2_000;
const maximumTextBytes = 512 * 1024;

const regularFile = 0o100_000;
const ordinaryMode = regularFile | 0o644;

export const fileOf = (path: string, bytes: Uint8Array, mode = ordinaryMode): PackageFile => ({
  path,
  bytes,
  mode: mode === 0 ? ordinaryMode : mode,
  text: textOf(bytes),
});

export const textFile = (path: string, text: string): PackageFile =>
  fileOf(path, new TextEncoder().encode(text));

function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > maximumTextBytes || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export type ReadPackage =
  | { readonly kind: 'files'; readonly files: readonly PackageFile[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

const unreadable = (reason: string): ReadPackage => ({ kind: 'unreadable', reason });

/** The files of a zip, in the order of their paths; folders are not kept, since paths imply them. */
export function readPackage(zip: Uint8Array): ReadPackage {
  const members = readDirectory(zip);
  if (!members) return unreadable('This is not a zip that Taibai accepts.');
  if (members.length > maximumFiles)
    return unreadable(`It has more than ${maximumFiles.toLocaleString('en')} files.`);
  if (members.reduce((sum, { unpacked }) => sum + unpacked, 0) > maximumUnpackedBytes)
    return unreadable('It unpacks to more than 24 MB.');
  try {
    return { kind: 'files', files: members.flatMap(unpack).toSorted(byPath) };
  } catch {
    return unreadable('One of its files cannot be unpacked.');
  }
}

function unpack({ rawName, method, mode, packed, unpacked }: SentMember): readonly PackageFile[] {
  const path = new TextDecoder().decode(rawName);
  if (path.endsWith('/')) return [];
  if (method === 0) return [fileOf(path, packed, mode)];
  if (method !== 8) throw new Error(`Method ${method} of a zip is not known.`);
  return [fileOf(path, inflateSync(packed, { out: new Uint8Array(unpacked) }), mode)];
}

const byPath = (one: PackageFile, other: PackageFile) => (one.path < other.path ? -1 : 1);

/** The system in which modes are Unix's, by its number in the zip format. */
const unix = 3;

export const writePackage = (files: readonly PackageFile[]): Uint8Array =>
  zipSync(
    Object.fromEntries(
      files.map(({ path, bytes, mode }): [string, Zippable[string]] => [
        path,
        // The upper half of a member's attributes is its Unix mode.
        [bytes, { os: unix, attrs: mode * 0x10000, level: 6 }],
      ]),
    ),
  );

/** The files with this one in the place of any of its path. */
export const withFile = (
  files: readonly PackageFile[],
  file: PackageFile,
): readonly PackageFile[] => [...withoutFile(files, file.path), file].toSorted(byPath);

export const withoutFile = (files: readonly PackageFile[], path: string): readonly PackageFile[] =>
  files.filter((file) => file.path !== path);

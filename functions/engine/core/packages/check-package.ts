import { Fault } from '../../../platform/core/fault.ts';
import { type Member, readDirectory } from './zip-directory.ts';

/** Lambda's limit on unpacked code, including layers. */
const maximumUnpackedBytes = 250 * 1024 * 1024;

/** The file type in a Unix mode: symbolic link; none given, folder, plain file. */
const typeMask = 0o170000;
const symbolicLink = 0o120000;
const unpackable: readonly number[] = [0, 0o040000, 0o100000];

/** Taibai's own module. A module of the same name in the package would hide it. */
const ownModule = /^taibai_runtime(\/|\.|$)/;

/**
 * Refuses a package that Lambda could not safely unpack into a folder: not a zip, empty, too large, or with
 * a member that leaves the folder, is a link, or occurs twice. Reads only what the zip declares;
 * `package-contents.ts` checks the contents of the members.
 */
export function checkPackage(bytes: Uint8Array): readonly Member[] {
  const members = readDirectory(bytes);
  if (!members) throw new Fault('invalid', 'Package is not a valid ZIP package.');
  if (!members.some(({ name }) => !name.endsWith('/')))
    throw new Fault('invalid', 'Package holds no file.');
  refuse(members, ({ name }) => leavesItsFolder(name), 'a file outside of itself');
  refuse(members, ({ name }) => isBadName(name), 'a file without a proper name');
  refuse(members, ({ mode }) => (mode & typeMask) === symbolicLink, 'a symbolic link');
  refuse(members, ({ mode }) => !unpackable.includes(mode & typeMask), 'what is no file');
  refuse(members, ({ name }) => ownModule.test(pathOf(name)), "a module by a name of Taibai's own");
  const paths = new Set<string>();
  refuse(
    members,
    ({ name }) => paths.has(pathOf(name)) || !paths.add(pathOf(name)),
    'a file twice',
  );
  if (members.reduce((sum, { unpacked }) => sum + unpacked, 0) > maximumUnpackedBytes)
    throw new Fault('invalid', `Package is larger than ${maximumUnpackedBytes} bytes unpacked.`);
  return members;
}

function refuse(members: readonly Member[], is: (member: Member) => boolean, what: string): void {
  const found = members.find(is);
  if (found) throw new Fault('invalid', `Package holds ${what}: ${found.name}`);
}

const leavesItsFolder = (name: string): boolean =>
  /^[\\/]|^[a-z]:/i.test(name) || name.split(/[\\/]/).includes('..');

/** Some readers cut a name at its first NUL; some read a name of only dots as a folder. */
const isBadName = (name: string): boolean => name.includes('\0') || pathOf(name) === '';

/** The path of a member once it is unpacked, with its name normalised. */
const pathOf = (name: string): string =>
  name
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.')
    .join('/');

import { Fault } from '../../platform/core/fault.ts';
import { type Member, readDirectory } from './zip-directory.ts';

/** What Lambda unpacks at most, layers included. */
const maximumUnpackedBytes = 250 * 1024 * 1024;

/** The type of a file in its Unix mode, and the types there are of links, folders and plain files. */
const typeMask = 0o170000;
const symbolicLink = 0o120000;
const unpackable: readonly number[] = [0, 0o040000, 0o100000];

/** Taibai's own modules, which run in front of the user's: a module of the same name would hide one. */
const ownModule = /^taibai_runtime(\/|\.|$)/;

/**
 * Refuses a package that Lambda could not unpack into a folder of its own: no zip, nothing in it, too
 * much in it, a member that would climb out, leads somewhere else or comes twice. Reads what the zip says
 * of itself alone; what the members really hold is `package-contents.ts`'s to look at.
 */
export function checkPackage(bytes: Uint8Array): readonly Member[] {
  const members = readDirectory(bytes);
  if (!members) throw new Fault('invalid', 'Package is not a valid ZIP package.');
  if (!members.some(({ name }) => !name.endsWith('/')))
    throw new Fault('invalid', 'Package holds no file.');
  refuse(members, ({ name }) => leavesItsFolder(name), 'a file outside of itself');
  refuse(members, ({ name }) => isNoName(name), 'a file without a proper name');
  refuse(members, ({ mode }) => (mode & typeMask) === symbolicLink, 'a symbolic link');
  refuse(members, ({ mode }) => !unpackable.includes(mode & typeMask), 'what is no file');
  refuse(
    members,
    ({ name }) => ownModule.test(placeOf(name)),
    "a module by a name of Taibai's own",
  );
  const places = new Set<string>();
  refuse(
    members,
    ({ name }) => places.has(placeOf(name)) || !places.add(placeOf(name)),
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

/** Some readers end a name at its first NUL; some take a name of nothing but dots for a folder. */
const isNoName = (name: string): boolean => name.includes('\0') || placeOf(name) === '';

/** Where a member lies once it is unpacked, however its name writes that. */
const placeOf = (name: string): string =>
  name
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.')
    .join('/');

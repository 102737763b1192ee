import { Fault } from '../../../platform/core/fault.ts';
import { utf8Length } from '../../../platform/core/utf8-length.ts';
import { mendMembers } from './mend-members.ts';
import { type Member, readDirectory } from './zip-directory.ts';

/** Lambda's limit on unpacked code, including layers. */
const maximumUnpackedBytes = 250 * 1024 * 1024;

/** The most bytes of a path, and of each of its parts, as on Linux. */
const maximumPathBytes = 1024;
const maximumPartBytes = 255;

/** The file type in a Unix mode: symbolic link; none given, folder, plain file. */
const typeMask = 0o170000;
const symbolicLink = 0o120000;
const unpackable: readonly number[] = [0, 0o040000, 0o100000];

/** Taibai's own module. A module of the same name in the package would hide it. */
const ownModule = /^taibai_runtime(\/|\.|$)/;

/** The members of a package as they are to be stored. */
export interface CheckedPackage {
  readonly members: readonly Member[];
  /** Whether they differ from the zip as it was sent, which is then to be written anew. */
  readonly isMended: boolean;
}

/**
 * Refuses a package that Lambda could not safely unpack into a folder: not a zip, empty, too large, or with
 * a member that leaves the folder, is a link, or occurs twice. Reads only what the zip declares;
 * `package-contents.ts` checks the contents of the members.
 */
export function checkPackage(bytes: Uint8Array): CheckedPackage {
  const sent = readDirectory(bytes);
  if (!sent) throw new Fault('invalid', 'Package is not a valid ZIP package.');
  const { members, isMended } = mendMembers(sent);
  if (!members.some(({ name }) => !name.endsWith('/')))
    throw new Fault('invalid', 'Package holds no file.');
  refuse(members, ({ name }) => leavesItsFolder(name), 'a file outside of itself');
  refuse(members, ({ name }) => isBadName(name), 'a file without a proper name');
  refuse(members, ({ name }) => isTooLong(name), 'a file with too long a name');
  refuse(members, ({ mode }) => (mode & typeMask) === symbolicLink, 'a symbolic link');
  refuse(members, ({ mode }) => !unpackable.includes(mode & typeMask), 'what is no file');
  refuse(members, ({ name }) => ownModule.test(name), "a module by a name of Taibai's own");
  const paths = new Set<string>();
  refuse(
    members,
    ({ name }) => paths.has(pathOf(name)) || !paths.add(pathOf(name)),
    'a file twice',
  );
  refuse(inFiles(members), () => true, 'a file in a file');
  if (members.reduce((sum, { unpacked }) => sum + unpacked, 0) > maximumUnpackedBytes)
    throw new Fault('invalid', `Package is larger than ${maximumUnpackedBytes} bytes unpacked.`);
  return { members, isMended };
}

function refuse(members: readonly Member[], is: (member: Member) => boolean, what: string): void {
  const found = members.find(is);
  if (found) throw new Fault('invalid', `Package holds ${what}: ${found.name}`);
}

const leavesItsFolder = (name: string): boolean =>
  name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..');

/** Some readers cut a name at its first NUL; some read a name of only dots as a folder. */
const isBadName = (name: string): boolean => name.includes('\0') || pathOf(name) === '';

const isTooLong = (name: string): boolean =>
  utf8Length(name) > maximumPathBytes ||
  name.split('/').some((part) => utf8Length(part) > maximumPartBytes);

const pathOf = (name: string): string => (name.endsWith('/') ? name.slice(0, -1) : name);

/** The members below a path that is a file. With slashes first in the order, they follow that file. */
function inFiles(members: readonly Member[]): readonly Member[] {
  const keyed = members.map((member) => ({ member, key: member.name.replaceAll('/', '\0') }));
  const sorted = keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return sorted
    .filter(({ key }, index) => {
      const before = sorted[index - 1];
      return before && !before.key.endsWith('\0') && key.startsWith(`${before.key}\0`);
    })
    .map(({ member }) => member);
}

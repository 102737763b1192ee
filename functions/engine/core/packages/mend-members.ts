import { memberName } from './member-name.ts';
import type { Member, SentMember } from './zip-directory.ts';

const plainFile = 0o100000;
const folder = 0o040000;
const typeMask = 0o170000;
const readableByAll = 0o444;
const executableByAll = 0o111;

/** Systems whose zips state Unix modes: Unix and macOS, by their numbers in the zip format. */
const unixSystems: readonly number[] = [3, 19];

const utf8 = new TextEncoder();

/** What macOS adds to a zip for itself. */
const madeByMacOs = /^__MACOSX\/|(^|\/)\.DS_Store$/;

/**
 * The members with names that Linux and Python understand and modes that let Lambda's user read them,
 * without what macOS adds; and whether anything of this differs from what was sent.
 */
export function mendMembers(sent: readonly SentMember[]): {
  readonly members: readonly Member[];
  readonly isMended: boolean;
} {
  const mended = sent.map((member) => {
    const name = memberName(member.rawName);
    return { ...member, name, mode: readableMode(member, name.endsWith('/')) };
  });
  const members = mended.filter(({ name }) => !madeByMacOs.test(name));
  const isAsSent = (member: Member, index: number): boolean =>
    member.mode === sent[index]?.mode && isNamedSo(sent[index], member.name);
  return { members, isMended: members.length < sent.length || !members.every(isAsSent) };
}

/** Whether every reader takes the sent name for this one. */
function isNamedSo({ rawName, saysUtf8 }: SentMember, name: string): boolean {
  const bytes = utf8.encode(name);
  return (
    bytes.length === rawName.length &&
    rawName.every((byte, index) => byte === bytes[index] && (saysUtf8 || byte < 0x80))
  );
}

/**
 * The mode to store: 0644, or 0755 for a folder and for what somebody may execute. A mode that already lets
 * everybody read stays; so does a missing one, of a system that states none. Links and devices are refused
 * later.
 */
function readableMode({ mode, system }: SentMember, isFolder: boolean): number {
  const type = isFolder ? folder : plainFile;
  const needed = isFolder ? readableByAll | executableByAll : readableByAll;
  if (mode === 0 && !unixSystems.includes(system)) return mode;
  if (![0, plainFile, folder].includes(mode & typeMask)) return mode;
  if ((mode & needed) === needed && [0, type].includes(mode & typeMask)) return mode;
  return type | (isFolder || (mode & executableByAll) > 0 ? 0o755 : 0o644);
}

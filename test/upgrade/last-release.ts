import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../local/folder.ts';
import { releaseRecords } from '../releases/release-record.ts';

const git = (...parameters: readonly string[]): Buffer =>
  execFileSync('git', parameters, { cwd: root, maxBuffer: 512 * 2 ** 20, stdio: 'pipe' });

/** The last release's name and commit; undefined if the history lacks that commit, as in a shallow clone. */
export function lastRelease() {
  const last = releaseRecords.at(-1);
  if (!last) return undefined;
  try {
    git('cat-file', '-e', `${last.commit}^{commit}`);
    return last;
  } catch {
    return undefined;
  }
}

/** The source of a commit in a folder of its own, with the packages that are installed here. */
export function sourceOf(commit: string): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-release-'));
  execFileSync('tar', ['-x', '-C', folder], { input: git('archive', commit) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

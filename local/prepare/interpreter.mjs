import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import { PreparationError } from './step.mjs';

const minimumNode = [20, 17];
const minimumPython = [3, 11];

const atLeast = ([major, minor], [wantedMajor, wantedMinor]) =>
  major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);

export function requireNode() {
  if (!atLeast(process.versions.node.split('.').map(Number), minimumNode))
    throw new PreparationError(
      `Taibai needs Node ${minimumNode.join('.')} or newer; this is ${process.versions.node}.`,
    );
}

/** The executable and version of the first Python on the PATH that is new enough. */
export function findPython(root, environment = process.env) {
  let older;
  for (const file of candidates(foldersOf(environment)))
    for (const python of inspect(file, root)) {
      if (atLeast(python.version, minimumPython)) return python;
      older ??= python;
    }
  const problem = older ? `this is ${older.version.join('.')}` : 'no python3 was found';
  throw new PreparationError(
    `Taibai needs Python ${minimumPython.join('.')} or newer; ${problem}.`,
  );
}

/** Every Python of the machine, one for each version, oldest first: on the PATH, or installed by pyenv or uv. */
export function findPythons(root, environment = process.env) {
  const folders = [...foldersOf(environment), ...managedFolders(environment)];
  const byVersion = new Map();
  for (const python of candidates(folders).flatMap((file) => inspect(file, root))) {
    const version = python.version.join('.');
    if (atLeast(python.version, minimumPython) && !byVersion.has(version))
      byVersion.set(version, python);
  }
  return [...byVersion.values()].toSorted((one, other) => one.version[1] - other.version[1]);
}

const foldersOf = (environment) => (environment.PATH ?? '').split(delimiter).filter(Boolean);

/** pyenv's shims run only the versions that are selected, but the others are installed too. */
const managedFolders = (environment) => {
  const home = environment.HOME ?? homedir();
  const managed = [
    join(environment.PYENV_ROOT ?? join(home, '.pyenv'), 'versions'),
    join(home, '.local', 'share', 'uv', 'python'),
  ];
  return managed
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'bin')));
};

const names = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];

const candidates = (folders) => [
  ...new Set(
    names.flatMap((name) =>
      folders.map((folder) => join(folder, name)).filter((file) => existsSync(file)),
    ),
  ),
];

/**
 * The interpreter behind a program: the one that a virtual environment was made with. Nothing for the
 * project's own environments: they are deleted when they are made again.
 */
function inspect(file, root) {
  const program =
    'import sys; print(*sys.version_info[:2], sys.prefix, sys.executable, getattr(sys, "_base_executable", "") or sys.executable, sep="\\n")';
  const { status, stdout } = spawnSync(file, ['-I', '-c', program], { encoding: 'utf8' });
  const [major, minor, prefix, executable, base] = (stdout ?? '').split('\n');
  if (status !== 0 || !prefix || !executable || !base) return [];
  const own = join(root, '.local');
  if ([prefix, realPath(prefix)].some((path) => `${path}${sep}`.startsWith(`${own}${sep}`)))
    return [];
  return [{ executable, base, version: [Number(major), Number(minor)] }];
}

function realPath(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

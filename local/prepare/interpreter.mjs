import { spawnSync } from 'node:child_process';
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

/** The executable and version of the first Python that is new enough. */
export function findPython() {
  const found = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python']
    .map(inspect)
    .filter((python) => python !== undefined);
  const python = found.find(({ version }) => atLeast(version, minimumPython));
  if (python) return python;
  const problem = found[0] ? `this is ${found[0].version.join('.')}` : 'no python3 was found';
  throw new PreparationError(
    `Taibai needs Python ${minimumPython.join('.')} or newer; ${problem}.`,
  );
}

function inspect(name) {
  const program = 'import sys; print(*sys.version_info[:2], sys.executable)';
  const { status, stdout } = spawnSync(name, ['-c', program], { encoding: 'utf8' });
  const [, major, minor, executable] = /^(\d+) (\d+) (.+)$/m.exec(stdout ?? '') ?? [];
  if (status !== 0 || executable === undefined) return undefined;
  return { executable, version: [Number(major), Number(minor)] };
}

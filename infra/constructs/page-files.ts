import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const builds = join(root, '.local', 'pages');

/** What the files are made from: the console takes rules from the services, and the documentation their schemas. */
const sources = ['console', 'functions', 'local/console', 'local/openapi', 'package-lock.json'];

/**
 * The folder with the files of the console and of the documentation. They are built in a process of their
 * own, because synthesis is synchronous, and only if their sources have changed since they were last built.
 */
export function pageFiles(): string {
  const folder = join(builds, contentOf(sources));
  if (!existsSync(folder)) build(folder);
  return folder;
}

function build(folder: string): void {
  const staging = `${folder}.${process.pid}`;
  try {
    const { status, error, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(root, 'local/console/build.ts'), staging],
      { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
    );
    if (status !== 0)
      throw new Error(`the console cannot be built:\n${stdout}${stderr}`, { cause: error });
    removeAllBut(staging);
    // Another process may have built the same files meanwhile.
    if (!existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Builds of other sources; those that another process is still writing have a dot in their names. */
function removeAllBut(staging: string): void {
  mkdirSync(dirname(staging), { recursive: true });
  for (const name of readdirSync(builds))
    if (!name.includes('.')) rmSync(join(builds, name), { recursive: true, force: true });
}

function contentOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex').slice(0, 32);
}

/** The files at and below a path, sorted, so that their order does not depend on the machine. */
function filesOf(path: string): readonly string[] {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat?.isFile()) return [path];
  if (stat === undefined) return [];
  return readdirSync(join(root, path))
    .toSorted()
    .flatMap((name) => filesOf(`${path}/${name}`));
}

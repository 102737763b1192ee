import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folders = ['console', 'functions', 'infra', 'local', 'test'];
const rules = ['.oxlintrc.json', 'package-lock.json', 'tsconfig.json', 'console/tsconfig.json'];

export interface ChangedSources {
  /** Whether any source was changed, added or removed since they were remembered. */
  readonly any: boolean;
  /** The changed and added sources; the whole project if rules or packages have changed. */
  readonly files: readonly string[];
  /** Remembers the sources as they were when this object was created. */
  remember(): void;
}

/** Compares the sources of the project in `root` with the digests in the file `memory`. */
export function changedSources(root: string, memory: string): ChangedSources {
  const digestOf = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
  const before = remembered(memory);
  const sources = sourcesOf(root);
  const now = new Map([...rules, ...sources].map((file) => [file, digestOf(file)]));
  const differs = (file: string): boolean => before.get(file) !== now.get(file);
  return {
    any: [...before.keys(), ...now.keys()].some(differs),
    files: rules.some(differs) ? ['.'] : sources.filter(differs),
    remember() {
      mkdirSync(dirname(memory), { recursive: true });
      writeFileSync(memory, JSON.stringify([...now]));
    },
  };
}

function sourcesOf(root: string): readonly string[] {
  const within = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      join(folder, file),
    ),
  );
  return [...readdirSync(root), ...within].filter((file) => /\.tsx?$/.test(file));
}

function remembered(memory: string): ReadonlyMap<string, string> {
  try {
    return new Map(JSON.parse(readFileSync(memory, 'utf8')));
  } catch {
    return new Map();
  }
}

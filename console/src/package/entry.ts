import type { PackageFile } from './package-members.ts';

const defines = (file: PackageFile, name: string) =>
  new RegExp(`^(async )?def ${name}\\(`, 'm').test(file.text ?? '');

const moduleOf = (path: string) => path.replace(/\.py$/, '').replaceAll('/', '.');

/** What a package's entry probably is: the `main` or `handler` of a module, best one at the top. */
export function likelyEntry(files: readonly PackageFile[]): string | undefined {
  const modules = files
    .filter(({ path }) => path.endsWith('.py'))
    .toSorted((one, other) => one.path.split('/').length - other.path.split('/').length);
  for (const name of ['main', 'handler']) {
    const found = modules.find((file) => defines(file, name));
    if (found) return `${moduleOf(found.path)}.${name}`;
  }
  return undefined;
}

/** The file that an entry such as `hello_world.main` names. */
export function fileOfEntry(
  files: readonly PackageFile[],
  entry: string | null,
): string | undefined {
  const module = (entry ?? '').split('.').slice(0, -1).join('/');
  const paths = [`${module}.py`, `${module}/__init__.py`];
  return files.find(({ path }) => paths.includes(path))?.path;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../program.ts';
import { installedFiles } from './folder-files.ts';
import type { Files } from './wheel-tags.ts';

/** Wheels for these platforms run on Amazon Linux 2023, which has glibc 2.34. */
const platforms = ['manylinux_2_28_x86_64', 'manylinux_2_17_x86_64', 'manylinux2014_x86_64'];

/**
 * The libraries of a requirements file, as wheels for the platform of the functions, whatever the
 * developer's platform is. If a library has no wheel, pip fails and names it.
 */
export async function libraries(
  python: string,
  requirements: string,
  pythonVersion: string,
): Promise<Files> {
  const target = mkdtempSync(join(tmpdir(), 'taibai-package-'));
  try {
    const { code, stderr } = await run(
      python,
      `-m pip install --quiet --disable-pip-version-check --only-binary :all: --implementation cp`
        .split(' ')
        .concat('--python-version', pythonVersion, '--target', target)
        .concat(platforms.flatMap((platform) => ['--platform', platform]))
        .concat('--requirement', requirements),
    );
    if (code !== 0) throw new Error(`pip could not download the libraries:\n${stderr.trim()}`);
    return installedFiles(target);
  } finally {
    rmSync(target, { recursive: true });
  }
}

import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { execute } from '../step.mjs';

/** Chromium's headless shell with the libraries that a bare Linux lacks, for x64. */
const chromium = {
  package: '@sparticuz/chromium@153.0.0',
  integrity:
    'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};
/** Monospaced text, and the symbols that Open Sans, which comes with Chromium, does not have. */
const fonts = {
  package: 'dejavu-fonts-ttf@2.37.3',
  integrity:
    'sha512-f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==',
};

/** Changes with the browser, so that an older one is replaced. */
export const release = chromium.package;

export async function fromNpm(folder) {
  const { arch, platform, report } = process;
  if (platform !== 'linux' || arch !== 'x64' || !report.getReport().header.glibcVersionRuntime)
    throw new Error(`npm has none for ${platform} on ${arch}`);
  const packages = join(folder, 'packages');
  const [browser, letters] = [
    await unpacked(chromium, join(packages, 'chromium')),
    await unpacked(fonts, join(packages, 'fonts')),
  ];
  for (const name of ['al2023', 'fonts', 'swiftshader'])
    await untar(join(browser, 'bin', `${name}.tar.br`), folder);
  const program = join(folder, 'chromium');
  await decompress(join(browser, 'bin', 'chromium.br'), program, 0o755);
  for (const name of readdirSync(join(letters, 'ttf')))
    renameSync(join(letters, 'ttf', name), join(folder, 'fonts', name));
  rmSync(packages, { recursive: true });
  return { program, libraries: [join(folder, 'lib')] };
}

/** The folder of a package. Nothing that it contains is run. */
async function unpacked({ package: wanted, integrity }, folder) {
  mkdirSync(folder, { recursive: true });
  await execute('npm', ['pack', wanted, '--silent'], { cwd: folder });
  const [file] = readdirSync(folder);
  const found = createHash('sha512')
    .update(readFileSync(join(folder, file)))
    .digest('base64');
  if (`sha512-${found}` !== integrity) throw new Error(`${wanted} is not what it was`);
  await execute('tar', ['-xzf', file], { cwd: folder });
  return join(folder, 'package');
}

async function untar(file, folder) {
  const tar = join(folder, 'packages', 'unpacked.tar');
  await decompress(file, tar);
  await execute('tar', ['-xf', tar], { cwd: folder });
}

const decompress = (file, target, mode = 0o644) =>
  pipeline(createReadStream(file), createBrotliDecompress(), createWriteStream(target, { mode }));

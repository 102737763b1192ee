// `npm run package -- FOLDER [--output FILE] [--python VERSION]`: zips a function with its libraries.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { maximumPackageBytes } from '../functions/engine/core/functions/function-limits.ts';
import { defaultPython } from '../functions/engine/core/functions/python-runtime.ts';
import { folderFiles } from './package/folder-files.ts';
import { libraries } from './package/libraries.ts';
import { foreignWheels } from './package/wheel-tags.ts';

const usage = 'usage: npm run package -- FOLDER [--output FILE.zip] [--python 3.14]';

async function build(): Promise<string> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string' }, python: { type: 'string' } },
  });
  const [given] = positionals;
  // npm runs this in the project's folder, but paths are relative to the caller's.
  const callerFolder = process.env['INIT_CWD'] ?? process.cwd();
  const folder = resolve(callerFolder, given ?? '');
  if (given === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(usage);
  const requirements = resolve(folder, 'requirements.txt');
  const version = values.python ?? defaultPython.replace('python', '');
  const own = folderFiles(folder);
  const libs = existsSync(requirements) ? await libraries('python3', requirements, version) : {};
  const files = { ...libs, ...own };
  const foreign = foreignWheels(files);
  if (foreign.length > 0)
    throw new Error(`These libraries do not run on Lambda: ${foreign.join(', ')}`);
  const zip = zipSync(files, { level: 9 });
  const output = resolve(callerFolder, values.output ?? `${basename(folder)}.zip`);
  writeFileSync(output, zip);
  return zip.byteLength > maximumPackageBytes ? `${output}\n${uploading}` : output;
}

const uploading = `The package is too large for --package. Upload it, and pass --container and --object instead:
  curl -sX POST -H "X-Auth-Token: $(openstack token issue -f value -c id)" BASE_URL/packages
  curl -T FILE.zip UPLOAD_URL`;

try {
  console.log(await build());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

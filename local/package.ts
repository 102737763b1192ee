// `npm run package -- FOLDER`: zips a function with its libraries, and deploys it if asked.
import { statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { maximumPackageBytes } from '../functions/engine/core/functions/function-limits.ts';
import { connectToProject, type ProjectClient } from './openstack/project-client.ts';
import { buildPackage } from './package/build.ts';
import { deployPackage, functionNamed } from './package/deploy.ts';
import { pythonNamed, targetOn, targetWithout } from './package/target.ts';

const usage = `usage: npm run package -- FOLDER [--output FILE.zip] [--python 3.12] [--deploy NAME [--entry MODULE.FUNCTION]]`;

const report = (line: string): void => console.log(`[package] ${line}`);

async function build(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      output: { type: 'string' },
      python: { type: 'string' },
      deploy: { type: 'string' },
      entry: { type: 'string' },
    },
  });
  const [given, ...more] = positionals;
  // npm runs this in the project's folder, but paths are relative to the caller's.
  const callerFolder = process.env['INIT_CWD'] ?? process.cwd();
  const folder = resolve(callerFolder, given ?? '');
  if (given === undefined || more.length > 0) throw new Error(usage);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${folder} is not a folder.\n${usage}`);
  const wanted = values.python === undefined ? undefined : pythonNamed(values.python);
  const deploying = values.deploy !== undefined;
  const project = deploying || !wanted ? await projectOf(deploying) : undefined;
  const existing =
    project && values.deploy !== undefined
      ? await functionNamed(project, values.deploy)
      : undefined;
  const target = project
    ? await targetOn(project, wanted, existing?.runtime_id ?? undefined)
    : targetWithout(wanted);
  report(`for ${target.python} on Linux x86_64 (${target.because})`);
  const zip = await buildPackage(folder, target.python.replace('python', ''));
  if (values.output !== undefined || values.deploy === undefined) {
    const output = resolve(callerFolder, values.output ?? `${basename(folder)}.zip`);
    writeFileSync(output, zip);
    report(`${output}: ${zip.byteLength} bytes`);
    if (zip.byteLength > maximumPackageBytes && values.deploy === undefined)
      report('It is too large for --package of the client; --deploy NAME uploads it.');
  }
  if (project && values.deploy !== undefined && target.runtimeId !== undefined) {
    const { deploy: name, entry } = values;
    const { runtimeId } = target;
    const id = await deployPackage(project, { name, zip, entry, runtimeId, existing });
    report(`${existing ? 'updated' : 'created'} the function ${name} (${id})`);
  }
}

/** The project of the `OS_*` variables, if they are set. Without `--deploy` it need not answer. */
async function projectOf(deploying: boolean): Promise<ProjectClient | undefined> {
  const { OS_AUTH_URL: url, OS_PROJECT_NAME: name, OS_PROJECT_ID: id } = process.env;
  if (!url && !deploying) return undefined;
  try {
    return await connectToProject(process.env, id ?? name ?? '');
  } catch (error) {
    if (deploying) throw error;
    report(`${url} does not answer: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

try {
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

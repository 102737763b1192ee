import type { Runnable } from '../../core/versions/function-version.ts';
import { memoryMegabytes } from '../../core/functions/function-size.ts';
import { pythonOf } from '../../core/functions/python-runtime.ts';
import type { FunctionKey } from '../../core/functions/function.ts';
import type { SealedSecret } from '../../core/functions/function-secret.ts';
import type { Ports } from '../../ports.ts';
import type { Deployment, ImageDeployment } from '../../core/functions/deployment.ts';

/** Qinling's default (`qinling/api/controllers/v1/function.py`). */
const defaultEntry = 'main.main';

/** What Lambda must be told to run a function, or what one of its versions froze. */
export async function deploymentOf(
  ports: Pick<Ports, 'runtimes' | 'secretBox'>,
  key: FunctionKey,
  runnable: Runnable,
): Promise<
  | { readonly kind: 'possible'; readonly deployment: Deployment | ImageDeployment }
  | { readonly kind: 'impossible'; readonly why: string }
> {
  const { code, entry, packageKey, runtimeId, timeoutSeconds } = runnable;
  const secrets = await openSecrets(ports, key, runnable.secrets ?? []);
  if (!secrets)
    return { kind: 'impossible', why: 'Its secrets cannot be read any more: set them again.' };
  const common = {
    ...key,
    memoryMegabytes: memoryMegabytes(runnable),
    timeoutSeconds,
    secrets,
  };
  if (code.source === 'image')
    return { kind: 'possible', deployment: { ...common, image: code.image } };
  if (packageKey === null)
    return { kind: 'impossible', why: `Code from ${code.source} cannot run.` };
  const runtime = runtimeId === null ? undefined : await ports.runtimes.get(runtimeId);
  const pythonRuntime = runtime && pythonOf(runtime.image, ports.runtimes.pythons);
  if (!pythonRuntime) return { kind: 'impossible', why: `Runtime ${runtimeId} cannot run.` };
  return {
    kind: 'possible',
    deployment: {
      ...common,
      pythonRuntime,
      packageKey,
      // Names in packages are composed, too; macOS gives them decomposed.
      entry: (entry ?? defaultEntry).normalize('NFC'),
    },
  };
}

/** The values by name; undefined if one was encrypted with a key that has been replaced since. */
async function openSecrets(
  { secretBox }: Pick<Ports, 'secretBox'>,
  key: FunctionKey,
  secrets: readonly SealedSecret[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const opened = new Map<string, string>();
  for (const { name, sealed } of secrets) {
    // oxlint-disable-next-line no-await-in-loop -- only the first waits for the key
    const value = await secretBox.open({ ...key, name }, sealed);
    if (value === undefined) return undefined;
    opened.set(name, value);
  }
  return opened;
}

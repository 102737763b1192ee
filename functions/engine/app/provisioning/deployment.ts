import type { Runnable } from '../../core/versions/function-version.ts';
import { memoryMegabytes } from '../../core/functions/function-size.ts';
import { pythonOf } from '../../core/functions/python-runtime.ts';
import type { FunctionKey } from '../../core/functions/function.ts';
import type { Deployment, ImageDeployment, Ports } from '../../ports.ts';

/** Qinling's default (`qinling/api/controllers/v1/function.py`). */
const defaultEntry = 'main.main';

/** What Lambda must be told to run a function, or what one of its versions froze. */
export async function deploymentOf(
  { runtimes }: Pick<Ports, 'runtimes'>,
  { projectId, functionId }: FunctionKey,
  { code, cpu, entry, memorySize, packageKey, runtimeId, timeoutSeconds }: Runnable,
): Promise<
  | { readonly kind: 'possible'; readonly deployment: Deployment | ImageDeployment }
  | { readonly kind: 'impossible'; readonly why: string }
> {
  const common = {
    functionId,
    projectId,
    memoryMegabytes: memoryMegabytes({ cpu, memorySize }),
    timeoutSeconds,
  };
  if (code.source === 'image')
    return { kind: 'possible', deployment: { ...common, image: code.image } };
  if (packageKey === null)
    return { kind: 'impossible', why: `Code from ${code.source} cannot run.` };
  const runtime = runtimeId === null ? undefined : await runtimes.get(runtimeId);
  const pythonRuntime = runtime && pythonOf(runtime.image);
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

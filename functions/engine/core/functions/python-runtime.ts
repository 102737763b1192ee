import { type PythonRuntime, pythonRuntimes } from '../../../contract/python-runtime.ts';
import type { Runtime } from './runtime.ts';

/** `openstackqinling/python3-runtime:0.0.2`, `openstackqinling/python-runtime`: the images that Qinling's manuals tell administrators to register. */
const qinlingImage = /^(docker\.io\/)?openstackqinling\/python3?-runtime(:[\w.-]+)?$/;

/**
 * The Lambda runtime of the deployment that an image name stands for; undefined if functions cannot run on
 * it. Qinling's own images stand for the newest.
 */
export const pythonOf = (
  image: string,
  pythons: readonly PythonRuntime[],
): PythonRuntime | undefined =>
  qinlingImage.test(image) ? pythons.at(-1) : pythons.find((python) => python === image);

const ids: Readonly<Record<PythonRuntime, string>> = {
  'python3.11': '50488328-0fa8-422b-a70d-4e5841cf50ad',
  'python3.12': 'ffc06023-6661-4f2c-8dfc-ab4c2438613a',
  'python3.13': '86c0438a-86d0-458d-9182-05a6dce32ce2',
  'python3.14': '6f29ea59-aeec-429a-a74e-7567121231cb',
};

/** The runtimes that a deployment may have: public, named after their Python, with the same ids everywhere. */
export const builtInRuntimes: readonly Runtime[] = pythonRuntimes.map((python, age) => ({
  id: ids[python],
  name: python,
  image: python,
  description: `${python.replace('python', 'Python ')} on AWS Lambda`,
  isPublic: true,
  trusted: true,
  status: 'available',
  projectId: null,
  createdAt: `2026-01-01T00:00:0${age}.000000Z`,
  updatedAt: null,
}));

/** Those of them that a deployment has. */
export const builtInFor = (pythons: readonly PythonRuntime[]): readonly Runtime[] =>
  builtInRuntimes.filter(({ image }) => pythons.some((python) => python === image));

export const isBuiltIn = (runtimeId: string): boolean =>
  builtInRuntimes.some(({ id }) => id === runtimeId);

import type { Runtime } from './runtime.ts';

/** Lambda's Python runtimes that functions may run on, oldest first. */
export const pythonRuntimes = ['python3.11', 'python3.12', 'python3.13', 'python3.14'] as const;
export type PythonRuntime = (typeof pythonRuntimes)[number];

/** The runtime that Qinling's own images stand for: the newest Python that Lambda and our layer support. */
export const defaultPython: PythonRuntime = 'python3.14';

/** `openstackqinling/python3-runtime:0.0.2`, `openstackqinling/python-runtime`: the images that Qinling's manuals tell administrators to register. */
const qinlingImage = /^(docker\.io\/)?openstackqinling\/python3?-runtime(:[\w.-]+)?$/;

/** The Lambda runtime that an image name stands for; undefined if functions cannot run on it. */
export function pythonOf(image: string): PythonRuntime | undefined {
  if (qinlingImage.test(image)) return defaultPython;
  return pythonRuntimes.find((python) => python === image);
}

const ids: Readonly<Record<PythonRuntime, string>> = {
  'python3.11': '50488328-0fa8-422b-a70d-4e5841cf50ad',
  'python3.12': 'ffc06023-6661-4f2c-8dfc-ab4c2438613a',
  'python3.13': '86c0438a-86d0-458d-9182-05a6dce32ce2',
  'python3.14': '6f29ea59-aeec-429a-a74e-7567121231cb',
};

/** The runtimes that every deployment has: public, named after their Python, with the same ids everywhere. */
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

export const isBuiltIn = (runtimeId: string): boolean =>
  builtInRuntimes.some(({ id }) => id === runtimeId);

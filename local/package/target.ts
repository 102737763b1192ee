import * as z from 'zod';
import { type PythonRuntime, pythonRuntimes } from '../../functions/contract/python-runtime.ts';
import type { ProjectClient } from '../openstack/project-client.ts';
import { functionEngine } from './function-engine.ts';

/** The runtime that a package is made for. */
export interface Target {
  readonly python: PythonRuntime;
  /** Undefined if no deployment was asked. */
  readonly runtimeId: string | undefined;
  /** Why this one, for the user. */
  readonly because: string;
}

const newest = pythonRuntimes[pythonRuntimes.length - 1] ?? 'python3.14';

/** Parses `3.12` or `python3.12`. */
export function pythonNamed(text: string): PythonRuntime {
  const found = pythonRuntimes.find((python) => python === `python${text.replace(/^python/, '')}`);
  if (!found) throw new Error(`${text} is none of ${pythonRuntimes.join(', ')}.`);
  return found;
}

/** The target without a deployment: what the user names, or Lambda's newest Python. */
export const targetWithout = (wanted: PythonRuntime | undefined): Target => ({
  python: wanted ?? newest,
  runtimeId: undefined,
  because: wanted ? 'as asked' : 'the newest; for that of a deployment, source its openrc first',
});

const runtimes = z.object({
  runtimes: z.array(z.object({ id: z.string(), image: z.string(), status: z.string() })),
});

/** The target on a deployment: that of the function if it exists, what the user names, or its newest Python. */
export async function targetOn(
  project: ProjectClient,
  wanted: PythonRuntime | undefined,
  ofFunction: string | undefined,
): Promise<Target> {
  const found = runtimes.parse(await functionEngine(project, 'GET', '/v1/runtimes')).runtimes;
  const known = found.flatMap(({ id, image, status }) => {
    const python = pythonRuntimes.find((name) => name === image);
    return python && status === 'available' ? [{ python, runtimeId: id }] : [];
  });
  if (ofFunction !== undefined) {
    const own = known.find(({ runtimeId }) => runtimeId === ofFunction);
    if (!own) throw new Error(`The function's runtime ${ofFunction} is none of Lambda's Pythons.`);
    if (wanted && own.python !== wanted)
      throw new Error(`The function runs on ${own.python}, and its runtime cannot be changed.`);
    return { ...own, because: 'the runtime of the function' };
  }
  const names = new Set(known.map(({ python }) => python));
  const python = wanted ?? pythonRuntimes.findLast((name) => names.has(name));
  const chosen = known.find((runtime) => runtime.python === python);
  if (!chosen)
    throw new Error(`The deployment has ${[...names].join(', ') || 'no Python'}, not ${python}.`);
  return { ...chosen, because: wanted ? 'as asked' : 'the newest of the deployment' };
}

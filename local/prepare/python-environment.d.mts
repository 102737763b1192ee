import type { Python } from './interpreter.mjs';

/** A step of the preparation: makes the environment `name` of `local/requirements`, unless it is there. */
export function pythonEnvironment(
  root: string,
  name: string,
  python: Python,
): { readonly title: string; done(): boolean; run(): Promise<void> };

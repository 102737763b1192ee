/** Lambda's Python identifiers that functions may run on, oldest first. */
export const pythonRuntimes = ['python3.11', 'python3.12', 'python3.13', 'python3.14'] as const;
export type PythonRuntime = (typeof pythonRuntimes)[number];

/** Reads the variable `PYTHON_RUNTIMES`: those of them that a deployment has, oldest first. */
export const readPythonRuntimes = (text: string): readonly PythonRuntime[] =>
  pythonRuntimes.filter((python) => text.split(',').includes(python));

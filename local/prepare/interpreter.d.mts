/** A Python of this machine. */
export interface Python {
  readonly executable: string;
  /** The same; if it belongs to a virtual environment, the interpreter that the environment was made with. */
  readonly base: string;
  readonly version: readonly [major: number, minor: number];
}
export function requireNode(): void;
export function findPython(root: string, environment?: NodeJS.ProcessEnv): Python;
export function findPythons(root: string, environment?: NodeJS.ProcessEnv): readonly Python[];

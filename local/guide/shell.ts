import { run } from '../program.ts';
import type { Report } from '../report.ts';

/** Runs commands as a person would type them; it prints every command that it runs. */
export interface Shell {
  /** Sets a variable that later commands can use as `$name`. */
  readonly set: (name: string, value: string) => void;
  /** Runs one command, split at blanks, and returns its standard output. Throws if the command fails. */
  readonly type: (command: string) => Promise<string>;
}

export interface ShellOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly print: Report;
  readonly signal?: AbortSignal;
}

export function shell({ env, home, print, signal }: ShellOptions): Shell {
  const variables = new Map<string, string>();
  const expand = (word: string): string =>
    word.replace(/^~(?=\/)/, home).replace(/\$(\w+)/g, (_, name: string) => {
      const value = variables.get(name);
      if (value === undefined) throw new Error(`$${name} is not set`);
      return value;
    });
  return {
    set: (name, value) => {
      variables.set(name, value);
      print(`$ ${name}=${value}`);
    },
    type: async (command) => {
      print(`$ ${command}`);
      const [program = '', ...parameters] = command.split(/\s+/).map(expand);
      const options = { cwd: home, env, ...(signal && { signal }) };
      const { stdout, stderr, code } = await run(program, parameters, options);
      for (const output of [stdout, stderr]) if (output.trim() !== '') print(output.trimEnd());
      if (code !== 0) throw new Error(`\`${command}\` ended with ${code}`);
      return stdout;
    },
  };
}

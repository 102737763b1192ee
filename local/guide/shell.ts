import { run } from '../program.ts';
import type { Report } from '../report.ts';

/** Types commands as a person would: what it prints is what it runs. */
export interface Shell {
  /** Sets a variable that later commands name as `$name`. */
  readonly set: (name: string, value: string) => void;
  /** Runs one command, words apart by blanks, and returns what it printed. A command that fails is an error. */
  readonly type: (command: string) => Promise<string>;
}

export interface ShellWish {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly print: Report;
  readonly signal?: AbortSignal;
}

export function shell({ env, home, print, signal }: ShellWish): Shell {
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

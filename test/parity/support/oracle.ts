import { spawn, spawnSync } from 'node:child_process';

/** The Python interpreter to compare with. Datetimes are compared only if it has the package `iso8601`. */
export const python = process.env['PYTHON'] ?? 'python3';

/** Whether a command is installed. In CI it must be. */
export function isInstalled(command: string, ...args: readonly string[]): boolean {
  const found = spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  if (!found && process.env['CI'] === 'true') throw new Error(`${command} is missing`);
  return found;
}

/** Runs a program that answers each line of its input with one line, and returns all answers. */
export async function ask(
  [command, ...args]: readonly [string, ...string[]],
  questions: readonly unknown[],
  written: (question: unknown) => string = (question) => JSON.stringify(question),
): Promise<readonly unknown[]> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.end(questions.map((question) => `${written(question)}\n`).join(''));
  const code = await ended;
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

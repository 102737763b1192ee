import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** A Lambda as it is deployed, in a process of its own. */
export interface LocalLambda {
  readonly memoryMegabytes: number;
  invoke(event: object): Promise<Invocation>;
  stop(): void;
}

export interface Invocation {
  readonly answer: unknown;
  readonly processorMilliseconds: number;
  /** What its process holds afterwards. */
  readonly residentBytes: number;
  /** What CloudWatch would bill for its log. */
  readonly logBytes: number;
}

const outcome = z.union([
  z.object({
    answer: z.unknown(),
    processorMilliseconds: z.number(),
    residentBytes: z.number(),
  }),
  z.object({ error: z.string() }),
]);

/** CloudWatch adds so many bytes to each line. */
export const logLineBytes = 26;
/** How long a line may be on its way to us. */
const logMilliseconds = 5;

export async function startLambda({
  bundle,
  environment,
  memoryMegabytes,
}: {
  readonly bundle: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly memoryMegabytes: number;
}): Promise<LocalLambda> {
  const program = fileURLToPath(new URL('lambda-process.mjs', import.meta.url));
  const child = fork(program, [bundle], {
    execArgv: [],
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let logBytes = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = chunk.toString('utf8').split('\n').length - 1;
    logBytes += chunk.byteLength + lines * logLineBytes;
  });
  const nextMessage = messagesOf(child);
  await nextMessage();
  return {
    memoryMegabytes,
    async invoke(event) {
      logBytes = 0;
      child.send(event);
      const result = outcome.parse(await nextMessage());
      if ('error' in result) throw new Error(`a Lambda failed: ${result.error}`);
      await sleep(logMilliseconds);
      return { ...result, logBytes };
    },
    stop: () => child.kill(),
  };
}

/** The next message of a process; rejects when the process ends instead. */
function messagesOf(child: ChildProcess): () => Promise<unknown> {
  const gone = new AbortController();
  child.once('exit', () => gone.abort(new Error("a Lambda's process has ended")));
  return async () => {
    const [message]: readonly unknown[] = await once(child, 'message', { signal: gone.signal });
    return message;
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { awsEnvironment } from '../../../local/aws-environment.ts';
import { root } from '../../../local/folder.ts';

export interface BridgeProcess {
  /** Its output so far. */
  readonly output: () => string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts the bridge as an operator does: as a process, configured by its environment. */
export function bridgeProcess(wish: {
  readonly endpoint: string;
  readonly brokerPort: number;
  readonly bus?: string;
  readonly bucket?: string;
  readonly environment?: Readonly<Record<string, string>>;
}): BridgeProcess {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'functions/events/sources/broker/entry/bridge.ts')],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...awsEnvironment(wish.endpoint),
        EVENT_BUS: wish.bus ?? 'taibai',
        BUCKET: wish.bucket ?? 'bucket',
        BRIDGE_TRANSPORT_URL: `rabbit://guest:guest@127.0.0.1:${wish.brokerPort}/`,
        BRIDGE_REPORT_SECONDS: '1',
        ...wish.environment,
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  return {
    output: () => output,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

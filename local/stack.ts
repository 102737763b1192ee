import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from './cdk.ts';
import { emulatorCloud } from './cloud.ts';
import { localSettings } from './local-settings.ts';
import { startEmulator, type Rights } from './emulator.ts';
import { logFile } from './folder.ts';
import { startGateway, type Gateway } from './gateway.ts';
import { reported, type Report } from './report.ts';

export interface LocalStack {
  /** The base URL users see, without a slash at the end. */
  readonly url: string;
  /** The emulator, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** The stacks' outputs by their names. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Resolves when the emulator is gone, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** The command that wants it, which its logs are named for. */
  readonly command: string;
  /** Where everything the stack writes goes. */
  readonly folder: string;
  /** Of the base URL; 0 for any free one. */
  readonly port: number;
  /** Settings of the deployment; DevStack's users if nothing is said. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly application?: string;
  readonly rights?: Rights;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** Starts an emulator and deploys the application on it, behind one base URL. Fails whole or not at all. */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  // First, because the base URL is a setting of the deployment, and because a taken port must be told at once.
  const gateway = await startGateway(options.port);
  try {
    return await deployBehind(gateway, options);
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

async function deployBehind(gateway: Gateway, options: StackOptions): Promise<LocalStack> {
  const { command, folder, report } = options;
  const emulator = await reported(report, 'emulator', () =>
    startEmulator(folder, logFile(command, 'emulator'), options.rights),
  );
  try {
    const settings = join(folder, 'settings.json');
    writeFileSync(settings, JSON.stringify(localSettings(gateway.url, options.settings)));
    const outputs = await deploy(
      {
        ...options,
        cloud: emulatorCloud(emulator.endpoint),
        settings,
        log: logFile(command, 'deployment'),
      },
      report,
    );
    gateway.forwardTo(localApi(emulator.endpoint, outputs));
    return {
      url: gateway.url,
      endpoint: emulator.endpoint,
      outputs,
      ended: emulator.ended,
      stop: async () => {
        await gateway.stop();
        await emulator.stop();
      },
    };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

/** On the emulator the API's own host name, which begins with its id, resolves nowhere. */
export const localApi = (endpoint: string, outputs: Readonly<Record<string, string>>): string =>
  `${endpoint}/_aws/execute-api/${apiIdOf(outputs)}/$default`;

function apiIdOf(outputs: Readonly<Record<string, string>>): string {
  const [, id] = /^https?:\/\/([^.]+)\./.exec(outputs['ApiUrl'] ?? '') ?? [];
  if (id === undefined) throw new Error('the stacks have no output ApiUrl');
  return id;
}

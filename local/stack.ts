import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from './cdk.ts';
import { emulatorCloud } from './cloud.ts';
import { devStackUsers, type LocalSettings, localSettings } from './local-settings.ts';
import { startEmulator, type Permissions } from './emulator.ts';
import { logFile } from './folder.ts';
import { storePasswords } from './passwords.ts';
import { startGateway, type Gateway } from './gateway.ts';
import type { LocalPython } from './pythons.ts';
import { reported, type Report } from './report.ts';

export interface LocalStack {
  /** The base URL that users see, without a trailing slash. */
  readonly url: string;
  /** The emulator's URL, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** The Pythons that users' functions can run on, oldest first. */
  readonly pythons: readonly LocalPython[];
  /** The outputs of the stacks by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Resolves when the emulator has ended, whether it was stopped or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** The command that starts it, for the names of its logs. */
  readonly command: string;
  /** The folder for everything that the stack writes. */
  readonly folder: string;
  /** The port of the base URL; 0 for any free one. */
  readonly port: number;
  /** Settings of the deployment; by default it has DevStack's users. */
  readonly settings?: LocalSettings;
  readonly application?: string;
  readonly permissions?: Permissions;
  /** The folder for what the emulator stores, if that is kept when it stops. */
  readonly kept?: string | undefined;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** Starts an emulator and deploys the application to it, behind one base URL. Stops everything if any step fails. */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  // Started first, because the deployment's settings need the base URL, and so that a taken port is reported at once.
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
    startEmulator(folder, logFile(command, 'emulator'), options),
  );
  try {
    const settings = join(folder, 'settings.json');
    const wanted = options.settings ?? { users: devStackUsers };
    const pythonRuntimes = emulator.pythons.map(({ runtime }) => runtime);
    const written = localSettings(gateway.url, { pythonRuntimes, ...wanted });
    writeFileSync(settings, JSON.stringify(written));
    report(`functions run on Python ${emulator.pythons.map(({ version }) => version).join(', ')}`);
    const cloud = emulatorCloud(emulator.endpoint);
    const outputs = await deploy(
      {
        ...options,
        cloud,
        settings,
        beforeApp: () => storePasswords(cloud, wanted.users ?? []),
        log: logFile(command, 'deployment'),
      },
      report,
    );
    gateway.forwardTo(localApi(emulator.endpoint, outputs));
    return {
      url: gateway.url,
      endpoint: emulator.endpoint,
      pythons: emulator.pythons,
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

/** The URL of the API on the emulator, where the API's own host name does not resolve. */
export const localApi = (endpoint: string, outputs: Readonly<Record<string, string>>): string =>
  `${endpoint}/_aws/execute-api/${apiIdOf(outputs)}/$default`;

function apiIdOf(outputs: Readonly<Record<string, string>>): string {
  const [, id] = /^https?:\/\/([^.]+)\./.exec(outputs['ApiUrl'] ?? '') ?? [];
  if (id === undefined) throw new Error('the stacks have no output ApiUrl');
  return id;
}

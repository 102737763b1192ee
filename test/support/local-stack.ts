import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientEnvironment } from '../../local/client-environment.ts';
import { run, type ProgramResult } from '../../local/program.ts';
import { logIn, type Session } from '../../local/session.ts';

/**
 * The local stack that `npm test` starts once for the project `emulator`. Tests run on it concurrently,
 * so each test creates resources as its own guest (`guestOf`).
 */
export const localStack = {
  /** The base URL, without a trailing slash. */
  get url(): string {
    return variable('TAIBAI_URL');
  },
  /** The emulator's endpoint, which the SDKs use by default. */
  get endpoint(): string {
    return variable('AWS_ENDPOINT_URL');
  },
  /** An output of the stacks, for example `HitsQueueUrl`. */
  output(name: string): string {
    const outputs: Record<string, string> = JSON.parse(
      readFileSync(variable('TAIBAI_OUTPUTS'), 'utf8'),
    );
    const value = outputs[name];
    if (value === undefined)
      throw new Error(`no output ${name}: there are ${Object.keys(outputs).join(', ')}`);
    return value;
  },
} as const;

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests with \`npm test\``);
  return value;
}

/**
 * The guests, `guest_1` to `guest_31`. Each is a member of a project of the same name. They are assigned
 * to tests here, so that no two test files share one.
 */
export const guestOf = {
  guideWithOldClients: 'guest_1',
  guideWithNewClients: 'guest_2',
  guideThroughRabbitMq: 'guest_11',
  senders: 'guest_12',
  userCode: 'guest_3',
  repeatedEvents: 'guest_4',
  owner: 'guest_5',
  stranger: 'guest_6',
  slowProject: 'guest_7',
  quickProject: 'guest_8',
  privateTargets: 'guest_9',
  largePackages: 'guest_13',
  largeAnswers: 'guest_14',
  poison: 'guest_10',
  eventCommands: 'guest_15',
  trusts: 'guest_16',
  workedExamples: ['guest_17', 'guest_18', 'guest_19', 'guest_20', 'guest_21', 'guest_22'],
  alarmingCommands: 'guest_23',
  fence: 'guest_24',
  engineCommands: 'guest_25',
  scaling: 'guest_26',
  functionTokens: 'guest_28',
  metricsCommands: 'guest_27',
  guideWithMetrics: 'guest_29',
  taibaiCommands: 'guest_30',
  apiDocument: 'guest_31',
} as const;

/** The home folder of the clients' user, in which clients start fast (`local/test/warm-clients`). */
export const homeFolder = (): string => variable('TAIBAI_HOME');

/** A new folder that is removed with the stack. */
export const freshFolder = (): string => mkdtempSync(join(homeFolder(), 'test-'));

export interface As {
  readonly user: string;
  /** By default the project named like the user. */
  readonly project?: string;
}

/** Versions of `python-qinlingclient`: the newest one and that of the guide. */
export type ClientVersion = '5.1.1' | '3.0.0';

/** The folder with the clients' programs. */
export const clientsOf = (version: ClientVersion): string =>
  variable(version === '3.0.0' ? 'TAIBAI_CLIENTS_3' : 'TAIBAI_CLIENTS');

/** Runs an unmodified client: `runClient(['openstack', 'runtime', 'list', '-f', 'json'], { user: 'demo' })`. */
export function runClient(
  [program = 'openstack', ...parameters]: readonly string[],
  as: As,
  version: ClientVersion = '5.1.1',
): Promise<ProgramResult> {
  const home = homeFolder();
  const env = clientEnvironment({ ...as, url: localStack.url, bin: clientsOf(version), home });
  return run(program, parameters, { env, cwd: home });
}

/** Runs an unmodified client that logs in with these variables instead of a name and a password. */
export function runClientBy(
  login: Readonly<Record<string, string>>,
  [program = 'openstack', ...parameters]: readonly string[],
): Promise<ProgramResult> {
  const home = homeFolder();
  const options = { user: '', url: localStack.url, bin: clientsOf('5.1.1'), home };
  const own = Object.entries(clientEnvironment(options)).filter(
    ([name]) => !/^OS_(AUTH_TYPE|USERNAME|PASSWORD|PROJECT_NAME|.*_DOMAIN_NAME)$/.test(name),
  );
  return run(program, parameters, { env: { ...Object.fromEntries(own), ...login }, cwd: home });
}

/** Like `runClient`, but returns parsed JSON (`-f json`). Throws with the output if the command fails. */
export async function askClient(
  command: readonly string[],
  as: As,
  version?: ClientVersion,
): Promise<unknown> {
  const { code, stdout, stderr } = await runClient([...command, '-f', 'json'], as, version);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout);
}

/** Logs in without a client. */
export const session = ({ user, project }: As): Promise<Session> =>
  logIn(localStack.url, user, project);

/** Sends a request with the session's token. A body that is not a string is sent as JSON. */
export function request(
  { url, token }: Session,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: { 'x-auth-token': token, ...(body !== undefined && jsonType) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const jsonType = { 'content-type': 'application/json' };

import { randomUUID } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { memoryAliasStore } from '../../fakes/alias-store.ts';
import { memoryCredentials, memoryFunctionTokens } from '../../fakes/credentials.ts';
import { memoryExecutionQueue } from '../../fakes/execution-queue.ts';
import { memoryExecutionStores } from '../../fakes/execution-store.ts';
import { memoryFunctionStores } from '../../fakes/function-store.ts';
import { memoryJobStore } from '../../fakes/job-store.ts';
import { memoryPackageStore } from '../../fakes/package-store.ts';
import { memoryFunctionProvisioner } from '../../fakes/function-provisioner.ts';
import { memoryProvisioningQueue } from '../../fakes/provisioning-queue.ts';
import { memoryRuntimeStore } from '../../fakes/runtime-store.ts';
import { memoryVersionStores } from '../../fakes/version-store.ts';
import { memoryWebhookStore } from '../../fakes/webhook-store.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { provisionFunction } from '../../../functions/engine/app/provisioning/provision-function.ts';
import { projectLimits } from '../../../functions/contract/project-limits.ts';
import type { Caller } from '../../../functions/platform/core/caller.ts';
import { builtInRuntimes } from '../../../functions/engine/core/functions/python-runtime.ts';
import type { FunctionRunner } from '../../../functions/engine/lambda-ports.ts';
import type { Ports } from '../../../functions/engine/ports.ts';
import { type EnginePorts, engineApp } from '../../../functions/engine/http/app.ts';
import { webhookInvocationApp } from '../../../functions/engine/http/webhook-invocation.ts';
import { aSecretBox } from '../../support/secret-box.ts';
import { standingClock } from '../../support/clock.ts';
import { aCaller, anAdmin } from './engine-builders.ts';

const callers: Readonly<Record<string, Caller>> = {
  demo: aCaller(),
  alt: aCaller({ userId: 'alt-user', projectId: 'alt' }),
  admin: anAdmin(),
  'demo-admin': { ...aCaller(), roles: anAdmin().roles },
};

export const runtimeId = builtInRuntimes[0]!.id;

/** A package of one file, as `--file hello_world.py` creates it. */
export const helloZip = (source = 'def main(): return 1\n'): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    zipSync({ 'hello_world.py': strToU8(source) }, { level: 0, mtime: '2026-01-01' }),
  );

const unexpected = () => Promise.reject(new Error('not expected here'));

const nobodyRuns: FunctionRunner = { run: unexpected };

/** The engine's ports in memory; what a test does not expect to be called rejects. */
export function enginePorts() {
  const clock = standingClock();
  const { functionRows, ...functionStores } = memoryFunctionStores(clock);
  const kept = new Map<string, Uint8Array>();
  const links = new Map<string, string>();
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const applicationCredentials = memoryCredentials();
  const secretBox = aSecretBox();
  const ports = {
    aliases: memoryAliasStore(),
    applicationCredentials,
    authenticator: { byToken: async (token) => callers[token] },
    clock,
    executionQueue: memoryExecutionQueue(),
    ...memoryExecutionStores({ clock, retentionDays: 30 }),
    ...functionStores,
    functionTokens: memoryFunctionTokens(secretBox, applicationCredentials),
    ids: nodeIds,
    jobs: memoryJobStore(),
    log: { info: log, warn: log, error: log },
    packages: memoryPackageStore(kept),
    payloads: {
      store: async (_owner, text) => ({ text }),
      load: async (payload) => ('text' in payload ? payload.text : unexpected()),
      async link(owner, text) {
        links.set(owner, text);
        return `http://objects.example/${owner}`;
      },
    },
    provisioningQueue: memoryProvisioningQueue(),
    runner: nobodyRuns,
    runtimes: memoryRuntimeStore(),
    secretBox,
    sourceOf: () => '192.0.2.1',
    settings: {
      publicUrl: 'http://taibai.example:7070',
      limits: projectLimits.parse({}),
      imageRegistry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    },
    sleep: async (milliseconds: number) => void clock.advance(milliseconds / 1000),
    ...memoryVersionStores(functionRows, clock),
    webhooks: memoryWebhookStore(),
  } satisfies EnginePorts & Pick<Ports, 'publications' | 'revisions'>;
  return { ...ports, clock, packagesKept: kept, links, logged };
}

type Sent = {
  readonly json?: unknown;
  readonly body?: FormData | URLSearchParams | string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The engine over ports in memory, and a way to send it requests as one of its callers. */
export function anEngine(ports = enginePorts()) {
  const app = engineApp(ports);
  const invocation = webhookInvocationApp(ports);
  const send = (who: string, method: string, path: string, { json, body, headers }: Sent = {}) => {
    const init = {
      method,
      headers: { 'x-auth-token': who, ...headers },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(body !== undefined && { body }),
    };
    return app.request(path, init);
  };
  const createFunction = async (who = 'demo', fields: Readonly<Record<string, string>> = {}) => {
    const answer = await send(who, 'POST', '/v1/functions', { body: functionForm(fields) });
    return bodyOf(answer);
  };
  const createWebhook = async (functionId: string, who = 'demo') => {
    const answer = await send(who, 'POST', '/v1/webhooks', { json: { function_id: functionId } });
    return bodyOf(answer);
  };
  /** Makes the fake Lambda agree with all functions, as the provisioner does. */
  const provisioner = memoryFunctionProvisioner();
  const provision = async () => {
    // oxlint-disable-next-line no-await-in-loop -- one message after the other
    for (const message of ports.provisioningQueue.sent.splice(0))
      await provisionFunction({ ...ports, provisioner }, message);
  };
  return { ports, app, invocation, send, createFunction, createWebhook, provision, provisioner };
}

/** The client's multipart form for a function of one file. */
export function functionForm(
  fields: Readonly<Record<string, string>> = {},
  zip: Uint8Array<ArrayBuffer> | null = helloZip(),
): FormData {
  const form = new FormData();
  const all = { runtime_id: runtimeId, code: '{"source": "package"}', timeout: '5', ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  if (zip) form.set('package', new File([zip], 'hello_world.zip'));
  return form;
}

/** The fields of the engine's answers that tests read. */
export interface Answer {
  readonly id: string;
  readonly name: string;
  readonly project_id: string;
  readonly status: string;
  readonly input: string | null;
  readonly faultstring: string;
  readonly container: string;
  readonly object: string;
  readonly execution_id: string;
  readonly function_id: string | null;
  readonly function_version: number | null;
  readonly function_alias: string | null;
  readonly runtimes: readonly Answer[];
  readonly functions: readonly Answer[];
  readonly executions: readonly Answer[];
}

export const bodyOf = async (answer: Response | Promise<Response>): Promise<Answer> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test says what it expects
  (await (await answer).json()) as Answer;

export const unknownId = (): string => randomUUID();

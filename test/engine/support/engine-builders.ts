import { randomUUID } from 'node:crypto';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { ExecutionMessage, ProvisioningMessage } from '../../../functions/contract/message.ts';
import type { Caller } from '../../../functions/platform/core/caller.ts';
import type { Execution } from '../../../functions/engine/core/executions/execution.ts';
import type { FunctionAlias } from '../../../functions/engine/core/versions/function-alias.ts';
import type { FunctionVersion } from '../../../functions/engine/core/versions/function-version.ts';
import type { Job } from '../../../functions/engine/core/jobs/job.ts';
import type { QinlingFunction } from '../../../functions/engine/core/functions/function.ts';
import type { Runtime } from '../../../functions/engine/core/functions/runtime.ts';
import type { Webhook } from '../../../functions/engine/core/webhooks/webhook.ts';
import { builtInRuntimes } from '../../../functions/engine/core/functions/python-runtime.ts';

const createdAt = '2026-11-23T08:00:00.000000Z';

export const aCaller = (over: Partial<Caller> = {}): Caller => ({
  userId: 'demo-user',
  projectId: 'demo',
  roles: ['member', 'reader'],
  ...over,
});

export const anAdmin = (over: Partial<Caller> = {}): Caller =>
  aCaller({
    userId: 'admin-user',
    projectId: 'admin',
    roles: ['admin', 'member', 'reader'],
    ...over,
  });

export const aRuntime = (over: Partial<Runtime> = {}): Runtime => ({
  id: randomUUID(),
  name: 'python',
  image: 'python3.13',
  description: null,
  isPublic: true,
  trusted: true,
  status: 'available',
  projectId: 'admin',
  createdAt,
  updatedAt: null,
  ...over,
});

export const aFunction = (over: Partial<QinlingFunction> = {}): QinlingFunction => ({
  id: randomUUID(),
  projectId: 'demo',
  name: null,
  description: null,
  runtimeId: builtInRuntimes[0]?.id ?? null,
  code: { source: 'package', md5sum: '9bad2959cafc9d89684fe7a336de9927' },
  entry: 'hello_world.main',
  cpu: 100,
  memorySize: 33_554_432,
  timeoutSeconds: 5,
  latestVersion: 0,
  packageKey: 'packages/demo/some.zip',
  revision: 1,
  appliedRevision: 0,
  applyError: null,
  createdAt,
  updatedAt: null,
  ...over,
});

export const aWebhook = (over: Partial<Webhook> = {}): Webhook => ({
  id: randomUUID(),
  projectId: 'demo',
  functionId: randomUUID(),
  functionVersion: 0,
  functionAlias: null,
  description: null,
  createdAt,
  updatedAt: null,
  ...over,
});

export const anExecution = (over: Partial<Execution> = {}): Execution => ({
  id: nodeIds.ordered(over.createdAt ?? createdAt),
  projectId: 'demo',
  functionId: randomUUID(),
  functionVersion: 0,
  functionAlias: null,
  description: null,
  status: 'running',
  sync: false,
  input: null,
  positional: false,
  result: null,
  log: null,
  attempt: 0,
  leaseUntil: null,
  createdAt,
  updatedAt: null,
  ...over,
});

/** The next version of a function, of its current code. */
export const aVersion = (
  fn: QinlingFunction,
  over: Partial<FunctionVersion> = {},
): FunctionVersion => ({
  id: randomUUID(),
  projectId: fn.projectId,
  functionId: fn.id,
  number: fn.latestVersion + 1,
  description: null,
  code: fn.code,
  cpu: fn.cpu,
  entry: fn.entry,
  memorySize: fn.memorySize,
  packageKey: fn.packageKey,
  revision: fn.revision,
  runtimeId: fn.runtimeId,
  ...(fn.secrets && { secrets: fn.secrets }),
  timeoutSeconds: fn.timeoutSeconds,
  lambdaVersion: null,
  publishError: null,
  provisioned: 0,
  provisionPending: false,
  provisionError: null,
  createdAt,
  updatedAt: null,
  ...over,
});

export const anAlias = (over: Partial<FunctionAlias> = {}): FunctionAlias => ({
  id: randomUUID(),
  projectId: 'demo',
  name: 'prod',
  description: null,
  functionId: randomUUID(),
  functionVersion: 1,
  createdAt,
  updatedAt: null,
  ...over,
});

export const aJob = (over: Partial<Job> = {}): Job => ({
  id: randomUUID(),
  projectId: 'demo',
  name: null,
  functionId: randomUUID(),
  functionVersion: 0,
  functionAlias: null,
  functionInput: null,
  status: 'running',
  pattern: '*/5 * * * *',
  count: null,
  firstExecutionTime: '2026-11-23T08:05:00.000000Z',
  nextExecutionTime: '2026-11-23T08:05:00.000000Z',
  revision: 1,
  createdAt,
  updatedAt: null,
  ...over,
});

/** Messages of either kind, each for its own execution. */
export const executionMessageOf = (index: number): ExecutionMessage =>
  index % 2 === 0
    ? { v: 1, kind: 'recorded', projectId: `p${index % 3}`, executionId: randomUUID() }
    : {
        v: 1,
        kind: 'webhook',
        projectId: `p${index % 3}`,
        webhookId: randomUUID(),
        executionId: randomUUID(),
        input: { text: '{"ä": "😀"}' },
      };

export const provisioningMessageOf = (index: number): ProvisioningMessage => ({
  v: 1,
  projectId: `p${index}`,
  functionId: randomUUID(),
});

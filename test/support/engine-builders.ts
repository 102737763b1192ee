import { randomUUID } from 'node:crypto';
import type { Caller } from '../../functions/core/caller.ts';
import type { Execution } from '../../functions/core/execution.ts';
import type { QinlingFunction, Runtime, Webhook } from '../../functions/core/function.ts';
import { builtInRuntimes } from '../../functions/core/python-runtime.ts';

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
  id: randomUUID(),
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

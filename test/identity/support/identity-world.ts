import { memoryIdentityStores } from '../../fakes/identity-stores.ts';
import type { Context } from 'hono';
import { memoryAlarms } from '../../fakes/alarms.ts';
import { memoryFunctionStores } from '../../fakes/function-store.ts';
import { memoryLoginFailures } from '../../fakes/login-failures.ts';
import { memoryUsualSources } from '../../fakes/usual-sources.ts';
import { joseSigningKeys } from '../../../functions/identity/jose/signing-key.ts';
import { joseTokenReader } from '../../../functions/identity/jose/token-reader.ts';
import { joseTokenSigner } from '../../../functions/identity/jose/token-signer.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { sha256Secrets } from '../../../functions/identity/node/sha256.ts';
import type { Role } from '../../../functions/platform/core/caller.ts';
import type { Project, TokenClaims, User } from '../../../functions/identity/core/identity.ts';
import { identifierOf } from '../../../functions/identity/core/identifier.ts';
import { after, type Instant } from '../../../functions/platform/core/instant.ts';
import type { PasswordHasher } from '../../../functions/identity/ports.ts';
import type { Log } from '../../../functions/platform/ports.ts';

/** One key pair for all tests, to save the time of generating it. */
const signingKey = await joseSigningKeys.generate();
const publicKey = (await joseSigningKeys.publicKeyOf(signingKey))!;
const tokenSigner = joseTokenSigner(async () => signingKey);

/** The ports of an identity service in memory, with a stopped clock and passwords that are not really hashed. */
export async function identityWorld() {
  const clock = standingClock();
  const { log, lines } = capturedLog();
  const passwords = countedPasswords();
  const ports = {
    ...memoryIdentityStores(),
    clock,
    log,
    passwords,
    ids: nodeIds,
    alarms: memoryAlarms(clock).alarms,
    functions: memoryFunctionStores(clock).functions,
    secrets: sha256Secrets,
    // Lets concurrent requests run, as a real pause does.
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
    tokenReader: joseTokenReader(),
    tokenSigner,
    loginFailures: memoryLoginFailures(),
    usualSources: memoryUsualSources(),
    sourceOf: (context: Context) => context.req.header('x-test-source') ?? '192.0.2.1',
    settings: {
      publicUrl: 'https://cloud.example',
      region: 'RegionOne',
      metrics: true,
      tokenLifetimeSeconds: 3600,
    },
  };
  await ports.publicKeys.put(publicKey);

  const project = async (name: string, more: Partial<Project> = {}): Promise<Project> => {
    const made = { id: idOf('project', name), name, description: '', enabled: true, ...more };
    await ports.projects.put(made);
    return made;
  };
  const user = async (name: string, more: Partial<User> = {}): Promise<User> => {
    const made = {
      id: idOf('user', name),
      name,
      enabled: true,
      passwordHash: await passwords.hash(`${name}-password`),
      defaultProjectId: null,
      ...more,
    };
    await ports.users.put(made);
    return made;
  };
  const assign = (userName: string, projectName: string, ...roles: readonly Role[]) =>
    ports.assignments.put({
      userId: idOf('user', userName),
      projectId: idOf('project', projectName),
      roles,
    });

  return { ports, clock, lines, passwords, project, user, assign };
}
export type IdentityWorld = Awaited<ReturnType<typeof identityWorld>>;

export const idOf = (kind: 'user' | 'project', name: string): string =>
  identifierOf(nodeIds.derived(kind, name));

/** Adds the users `admin`, `demo` and `alt_demo`, each in a project of the same name, and `events` with the role `service`. */
export async function devstackWorld() {
  const world = await identityWorld();
  for (const name of ['admin', 'demo', 'alt_demo', 'service']) await world.project(name);
  for (const name of ['admin', 'demo', 'alt_demo', 'events']) await world.user(name);
  await world.assign('admin', 'admin', 'admin');
  await world.assign('demo', 'demo', 'member');
  await world.assign('alt_demo', 'alt_demo', 'member');
  await world.assign('events', 'service', 'service');
  return world;
}

export function claims(more: Partial<TokenClaims> = {}): TokenClaims {
  return {
    id: 'a'.repeat(32),
    userId: idOf('user', 'demo'),
    userName: 'demo',
    methods: ['password'],
    project: { id: idOf('project', 'demo'), name: 'demo' },
    roles: ['member', 'reader'],
    ancestors: [],
    issuedAt: '2026-11-23T10:00:00.000000Z',
    expiresAt: '2026-11-23T11:00:00.000000Z',
    ...more,
  };
}

export function standingClock(start: Instant = '2026-11-23T10:00:00.000000Z') {
  let now = start;
  return {
    now: () => now,
    pass(seconds: number) {
      now = after(now, seconds);
    },
  };
}

export function capturedLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const error = fields['error'] instanceof Error ? String(fields['error'].stack) : '';
    lines.push(`${message} ${JSON.stringify(fields)} ${error}`);
  };
  return { log: { info: write, warn: write, error: write }, lines };
}

/** Keeps passwords in the clear behind a prefix, and counts comparisons. */
function countedPasswords() {
  let compared = 0;
  return {
    hash: async (password) => `plain$${password}`,
    verify: async (password, hash) => {
      compared += 1;
      return hash === `plain$${password}`;
    },
    compared: () => compared,
  } satisfies PasswordHasher & { compared: () => number };
}

import { memoryIdentityStore } from '../../fakes/identity-store.ts';
import type { Context } from 'hono';
import { memoryAlarmStore } from '../../fakes/alarm-store.ts';
import { memoryFunctionStores } from '../../fakes/function-store.ts';
import { memoryLoginFailures } from '../../fakes/login-failures.ts';
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

/** One pair of keys for all tests: making them is not what is tested. */
const signingKey = await joseSigningKeys.generate();
const publicKey = (await joseSigningKeys.publicKeyOf(signingKey))!;
const tokenSigner = joseTokenSigner(async () => signingKey);

/** A whole identity service in memory: a clock that stands still, passwords hashed without work. */
export async function identityWorld() {
  const clock = standingClock();
  const { log, lines } = capturedLog();
  const passwords = countedPasswords();
  const ports = {
    clock,
    log,
    passwords,
    ids: nodeIds,
    alarms: memoryAlarmStore(clock),
    functions: memoryFunctionStores(clock).functions,
    identity: memoryIdentityStore(),
    secrets: sha256Secrets,
    // Lets others have their turn, as a wait would.
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
    tokenReader: joseTokenReader(),
    tokenSigner,
    loginFailures: memoryLoginFailures(),
    sourceOf: (context: Context) => context.req.header('x-test-source') ?? '192.0.2.1',
    settings: {
      publicUrl: 'https://cloud.example',
      region: 'RegionOne',
      tokenLifetimeSeconds: 3600,
    },
  };
  await ports.identity.putPublicKey(publicKey);

  const project = async (name: string, more: Partial<Project> = {}): Promise<Project> => {
    const made = { id: idOf('project', name), name, description: '', enabled: true, ...more };
    await ports.identity.putProject(made);
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
    await ports.identity.putUser(made);
    return made;
  };
  const assign = (userName: string, projectName: string, ...roles: readonly Role[]) =>
    ports.identity.putAssignment({
      userId: idOf('user', userName),
      projectId: idOf('project', projectName),
      roles,
    });

  return { ports, clock, lines, passwords, project, user, assign };
}
export type IdentityWorld = Awaited<ReturnType<typeof identityWorld>>;

export const idOf = (kind: 'user' | 'project', name: string): string =>
  identifierOf(nodeIds.derived(kind, name));

/** A world with `admin`, `demo` and `alt_demo` in projects of their own, and `events` with the role `service`. */
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

/** Passwords in the clear behind a mark, and how often one was compared. */
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

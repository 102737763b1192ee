import { memoryAlarms } from '../../fakes/alarms.ts';
import { memoryBacktests } from '../../fakes/backtests.ts';
import { memoryDeliveryQueue } from '../../fakes/delivery-queue.ts';
import { memoryDeliverySignings } from '../../fakes/delivery-signings.ts';
import { memoryDeliveryStore } from '../../fakes/delivery-store.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { memoryReplays } from '../../fakes/replays.ts';
import { memoryRulePlaces } from '../../fakes/rule-places.ts';
import { derivingSigner } from '../../../functions/alarming/node/signer.ts';
import { memoryStoredEvents } from '../../fakes/stored-events.ts';
import { memoryTrusts } from '../../fakes/trusts.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { BacktestMessage, ReplayMessage } from '../../../functions/contract/message.ts';
import type { Caller, Role } from '../../../functions/platform/core/caller.ts';
import { instantOf } from '../../../functions/platform/core/instant.ts';
import { alarmingApp } from '../../../functions/alarming/http/app.ts';
import type { AlarmingPorts } from '../../../functions/alarming/http/alarming-ports.ts';
import type { ActionExecution, ActionExecutions } from '../../../functions/alarming/ports.ts';
import type { EventPattern } from '../../../functions/alarming/rule-ports.ts';

/** The caller of a request: by default `u1`, a member of `p1`. */
export interface Asking {
  readonly user?: string;
  readonly project?: string;
  readonly role?: Role;
  readonly headers?: Readonly<Record<string, string>>;
}

const implied: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin', 'member', 'reader'],
  member: ['member', 'reader'],
  reader: ['reader'],
  service: ['service'],
};

const callerOf = (token: string): Caller => {
  const [userId = '', projectId = '', role = 'member'] = token.split('|');
  const roles = Object.entries(implied).find(([name]) => name === role)?.[1] ?? [];
  return { userId, projectId, roles };
};

const memoryExecutions = (
  rows: ReadonlyMap<string, ActionExecution & { readonly projectId: string }>,
): ActionExecutions => ({
  async get(projectId, id) {
    const row = rows.get(id);
    return row?.projectId === projectId ? row : undefined;
  },
});

/** The alarming service in memory; tokens name user, project and role. */
export function alarmingWorld(ports: Partial<AlarmingPorts> = {}) {
  const alarming = memoryAlarms();
  const deliveries = memoryDeliveryStore();
  const deliveryQueue = memoryDeliveryQueue();
  const trusts = memoryTrusts();
  const payloads = memoryPayloadStore();
  const storedEvents = memoryStoredEvents();
  const executions = new Map<string, ActionExecution & { readonly projectId: string }>();
  let time = Date.parse('2026-01-01T00:00:00Z');
  const rules = new Map<string, { readonly pattern: EventPattern; readonly enabled: boolean }>();
  const bus = { refuses: (_pattern: EventPattern): boolean => false, puts: 0 };
  const logged: unknown[] = [];
  const clock = ports.clock ?? { now: () => instantOf((time += 1)) };
  const backtests = memoryBacktests(clock);
  const functions = new Set<string>();
  const replayMessages: ReplayMessage[] = [];
  const backtestMessages: BacktestMessage[] = [];
  const app = alarmingApp({
    ...alarming,
    alarmRules: {
      async put(key, pattern, enabled) {
        bus.puts += 1;
        if (bus.refuses(pattern)) return 'refused';
        rules.set(key, { pattern, enabled });
        return 'stored';
      },
      async ensure(key, pattern) {
        rules.set(key, { pattern, enabled: true });
      },
      async remove(key) {
        rules.delete(key);
      },
      async list() {
        return [...rules].map(([key, rule]) => ({ key, ...rule, isOutdated: false }));
      },
    },
    authenticator: {
      async byToken(token) {
        return token === 'wrong' ? undefined : callerOf(token);
      },
    },
    clock,
    ...backtests,
    backtestQueue: {
      async send(message) {
        backtestMessages.push(message);
      },
    },
    deliveries,
    deliveryQueue,
    deliverySignings: memoryDeliverySignings(),
    signer: derivingSigner(async () => 'master'),
    executions: memoryExecutions(executions),
    ids: nodeIds,
    payloads,
    log: { info() {}, warn() {}, error: (...line) => logged.push(line) },
    projectFunctions: {
      has: async (projectId, id) => functions.has(`${projectId} ${id}`),
    },
    replays: memoryReplays(clock),
    replayQueue: {
      async send(message) {
        replayMessages.push(message);
      },
    },
    rulePlaces: memoryRulePlaces(),
    settings: { allowedNetworks: [], publicUrl: 'http://taibai.example', ruleLimit: 300 },
    async sleep() {},
    storedEvents,
    trusts,
    ...ports,
  });

  async function send(method: string, path: string, body?: unknown, asking: Asking = {}) {
    const { user = 'u1', project = 'p1', role = 'member', headers = {} } = asking;
    const response = await app.request(path.startsWith('/events/') ? path : `/alarming${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'x-auth-token': `${user}|${project}|${role}`,
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, text, json };
  }

  /** The status and message of a refusal. */
  async function refusal(method: string, path: string, body?: unknown, asking?: Asking) {
    const { status, json } = await send(method, path, body, asking);
    return `${status} ${json?.error_message?.faultstring}`;
  }

  /** Creates an event alarm and returns it as the service shows it. */
  async function create(over: Readonly<Record<string, unknown>> = {}, asking?: Asking) {
    const body = { name: 'n', type: 'event', event_rule: {}, ...over };
    const { json } = await send('POST', '/v2/alarms', body, asking);
    return json;
  }

  return {
    ...alarming,
    ...backtests,
    backtestMessages,
    app,
    bus,
    create,
    deliveries,
    deliveryQueue,
    executions,
    /** Projects with the ids of their functions: `p1 <id>`. */
    functions,
    replayMessages,
    logged,
    storedEvents,
    payloads,
    refusal,
    rules,
    send,
    trusts,
  };
}

import { memoryAliasStore } from '../../fakes/alias-store.ts';
import { memoryCredentials, memoryFunctionTokens } from '../../fakes/credentials.ts';
import { aSecretBox } from '../../support/secret-box.ts';
import { memoryExecutionStores } from '../../fakes/execution-store.ts';
import { memoryJobStore } from '../../fakes/job-store.ts';
import { memoryFunctionRunner, returning } from '../../fakes/function-runner.ts';
import { memoryFunctionStores } from '../../fakes/function-store.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { memoryVersionStores } from '../../fakes/version-store.ts';
import { memoryWebhookStore } from '../../fakes/webhook-store.ts';
import { handleExecutionMessage } from '../../../functions/engine/app/executions/handle-execution-message.ts';
import { type ProjectLimits, projectLimits } from '../../../functions/contract/project-limits.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { ExecutionMessage } from '../../../functions/contract/message.ts';
import type { Execution } from '../../../functions/engine/core/executions/execution.ts';
import type { QinlingFunction } from '../../../functions/engine/core/functions/function.ts';
import type { Webhook } from '../../../functions/engine/core/webhooks/webhook.ts';
import { millisecondsOf } from '../../../functions/platform/core/instant.ts';
import { standingClock } from '../../support/clock.ts';
import { aFunction, anExecution, aWebhook } from './engine-builders.ts';

/** Everything an executor uses, in memory. */
export function executionWorld(
  answer: Parameters<typeof memoryFunctionRunner>[0] = returning('"Hello, World"', 'hi\n'),
  limits: Partial<ProjectLimits> = {},
) {
  const clock = standingClock();
  const { functionRows, ...functionStores } = memoryFunctionStores(clock);
  const warnings: string[] = [];
  const note = (message: string) => {
    warnings.push(message);
  };
  const applicationCredentials = memoryCredentials();
  const secretBox = aSecretBox();
  const ports = {
    clock,
    log: { info: () => {}, warn: note, error: note },
    payloads: memoryPayloadStore(),
    aliases: memoryAliasStore(),
    jobs: memoryJobStore(),
    ...functionStores,
    ...memoryVersionStores(functionRows, clock),
    webhooks: memoryWebhookStore(),
    ...memoryExecutionStores({ clock, retentionDays: 30 }),
    secretBox,
    applicationCredentials,
    functionTokens: memoryFunctionTokens(secretBox, applicationCredentials),
    runner: memoryFunctionRunner(answer),
    ids: nodeIds,
    settings: { limits: projectLimits.parse(limits) },
  };

  /** Delivers a message as a queue would: again if the executor dies, later if it asks for that. */
  async function deliver(message: ExecutionMessage, executors: readonly (typeof ports)[] = []) {
    const sentAt = clock.now();
    for (let delivery = 0; delivery < 200; delivery += 1) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one delivery after the other
        const ran = await handleExecutionMessage(executors[delivery] ?? ports, message, sentAt);
        if (ran.kind === 'ended') return delivery + 1;
        clock.advance((millisecondsOf(ran.at) - millisecondsOf(clock.now())) / 1000);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
    throw new Error('the message never ends');
  }

  return {
    ports,
    clock,
    warnings,
    deliver,
    readyFunction: async (over: Partial<QinlingFunction> = {}) => {
      const fn = aFunction({ revision: 1, appliedRevision: 1, ...over });
      await ports.functions.create(fn);
      return fn;
    },
    async recorded(fn: QinlingFunction, over: Partial<Execution> = {}) {
      const execution = anExecution({ projectId: fn.projectId, functionId: fn.id, ...over });
      await ports.executions.create(execution);
      const { projectId, id: executionId } = execution;
      return { execution, message: { v: 1, kind: 'recorded', projectId, executionId } as const };
    },
    async webhookOf(fn: QinlingFunction, over: Partial<Webhook> = {}) {
      const webhook = aWebhook({ projectId: fn.projectId, functionId: fn.id, ...over });
      await ports.webhooks.create(webhook);
      return webhook;
    },
    ended: async (id: string) => {
      const execution = await ports.executions.find(id);
      if (!execution) throw new Error(`no execution ${id}`);
      const { status, result, log } = execution;
      return {
        status,
        result: result && (await ports.payloads.load(result)),
        log: log && (await ports.payloads.load(log)),
      };
    },
    count: async ({ projectId, id }: QinlingFunction) =>
      (await ports.executionCounts.of(projectId, [id])).get(id),
  };
}

export const webhookMessage = (webhook: Webhook, executionId: string, text = '{}') =>
  ({
    v: 1,
    kind: 'webhook',
    projectId: webhook.projectId,
    webhookId: webhook.id,
    executionId,
    input: { text },
  }) as const;

export class Killed extends Error {}

/**
 * The same ports for a process that dies right after its `last` step: that step takes effect but does
 * not answer, and no later step happens. `died` says whether the process died.
 */
export function dyingAfter<Ports extends object>(ports: Ports, last: number) {
  let steps = 0;
  const state = { died: false };
  const dying = (port: object): unknown =>
    new Proxy(port, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return async (...values: readonly unknown[]) => {
          if (state.died) throw new Killed();
          const value: unknown = await member.apply(target, values);
          steps += 1;
          if (steps > last) {
            state.died = true;
            throw new Killed();
          }
          return value;
        };
      },
    });
  const untouched = new Set(['clock', 'ids', 'log', 'settings']);
  const entries = Object.entries(ports).map(([name, port]) => [
    name,
    untouched.has(name) ? port : dying(port),
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names, the same members
  return { ports: Object.fromEntries(entries) as Ports, state };
}

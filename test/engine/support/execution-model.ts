import assert from 'node:assert/strict';
import fc from 'fast-check';
import { returning } from '../../fakes/function-runner.ts';
import { handleExecutionMessage } from '../../../functions/engine/app/executions/handle-execution-message.ts';
import { requeueDue } from '../../../functions/engine/app/requeue-due.ts';
import { requeueLostExecutions } from '../../../functions/engine/app/executions/requeue-lost-executions.ts';
import type { ExecutionMessage } from '../../../functions/contract/message.ts';
import { maximumAttempts } from '../../../functions/engine/core/executions/execution-schedule.ts';
import type { QinlingFunction } from '../../../functions/engine/core/functions/function.ts';
import { millisecondsOf } from '../../../functions/platform/core/instant.ts';
import type { RunOutcome } from '../../../functions/engine/core/executions/run-outcome.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { dyingAfter, executionWorld, Killed, webhookMessage } from './execution-world.ts';

/** How the next runs of user code end. */
const endings = {
  success: undefined,
  throttled: { kind: 'not-begun', detail: 'throttled' },
  lost: { kind: 'lost', detail: 'socket hang up' },
  crash: { kind: 'ended', reason: 'crash', detail: '' },
  forged: { kind: 'unreadable', detail: 'the answer is no envelope' },
} as const satisfies Readonly<Record<string, RunOutcome | undefined>>;
type Ending = keyof typeof endings;

/** What is known of an execution from the outside. */
interface Known {
  /** When its user code was started, in milliseconds. */
  readonly begun: number[];
  /** How many executors died while they handled one of its messages. */
  deaths: number;
  deleted: boolean;
  /** How it has ended, as last seen. */
  end: string | undefined;
  /** Whether the queue has lost one of its messages, or moved it to the dead-letter queue. */
  aside: boolean;
}

/** A message in the queue, invisible until a time. */
interface Letter {
  readonly message: ExecutionMessage;
  visibleAt: number;
  receives: number;
}

/** After this many receives, the queue moves a message to the dead-letter queue. */
const maximumReceives = 200;
const visibilitySeconds = 5;
const timeoutSeconds = 5;

function system() {
  const ending: { next: Ending } = { next: 'success' };
  const known = new Map<string, Known>();
  const world = executionWorld(async (ask) => {
    const outcome = endings[ending.next] ?? returning('"ran"')(ask);
    if (outcome.kind === 'not-begun') return outcome;
    const fn = await world.ports.functions.find(ask.function_id);
    assert.equal(fn?.appliedRevision, fn?.revision, 'old code was run');
    begin(ask.execution_id);
    return outcome;
  });
  const now = () => millisecondsOf(world.clock.now());

  /**
   * Checks a start of user code: never after the end, and never while another run may still be running.
   */
  function begin(id: string): void {
    const execution = known.get(id);
    assert.ok(execution && !execution.deleted && execution.end === undefined, 'run after its end');
    const before = execution.begun.at(-1);
    if (before !== undefined)
      assert.ok(now() >= before + (timeoutSeconds + 3) * 1000, 'two runs at the same time');
    execution.begun.push(now());
    assert.ok(execution.begun.length <= 1 + execution.deaths, 'run again although nobody died');
    assert.ok(execution.begun.length <= maximumAttempts, 'run too often');
  }
  return { world, ending, known, queue: [] as Letter[], now };
}
type System = ReturnType<typeof system> & { readonly fn: QinlingFunction };
/** The model has no state: the properties are checked on the system itself. */
type Model = Record<string, never>;

/** An ended execution never changes, and a deleted one never comes back. */
async function lookAtAll({ world, known }: System): Promise<void> {
  for (const [id, execution] of known) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const row = await world.ports.executions.find(id);
    if (execution.deleted) assert.equal(row, undefined);
    if (!row) continue;
    const end = row.status === 'running' ? undefined : JSON.stringify(row);
    if (execution.end !== undefined) assert.equal(end, execution.end, 'it ended twice');
    execution.end = end;
    if (end === undefined) continue;
    assert.equal(row.leaseUntil, null);
    if (row.status === 'success') assert.ok(execution.begun.length > 0, 'success without a run');
  }
}

const command = (
  name: string,
  go: (real: System) => Promise<void>,
): fc.AsyncCommand<Model, System> => ({
  check: () => true,
  async run(_model, real) {
    await go(real);
    await lookAtAll(real);
  },
  toString: () => name,
});

const newlyKnown = (): Known => ({
  begun: [],
  deaths: 0,
  deleted: false,
  end: undefined,
  aside: false,
});

/** Requested through the API; its message may be lost before the queue. */
const accept = (sent: boolean) =>
  command(`accept, ${sent ? 'queued' : 'not queued'}`, async (real) => {
    const { execution, message } = await real.world.recorded(real.fn, {
      createdAt: real.world.clock.now(),
    });
    real.known.set(execution.id, newlyKnown());
    if (sent) real.queue.push({ message, visibleAt: 0, receives: 0 });
  });

/** Requested by an alarm: at first there is only the message. */
const alarm = command('alarm', async (real) => {
  const webhook = await real.world.webhookOf(real.fn);
  const id = nodeIds.ordered(real.world.clock.now());
  real.known.set(id, newlyKnown());
  real.queue.push({ message: webhookMessage(webhook, id), visibleAt: 0, receives: 0 });
});

/** The queue delivers a message to an executor, which may die after this many steps. */
async function deliver(real: System, letter: Letter, death: number | null): Promise<void> {
  const execution = real.known.get(letter.message.executionId);
  const dying = death === null ? undefined : dyingAfter(real.world.ports, death);
  letter.receives += 1;
  letter.visibleAt = real.now() + visibilitySeconds * 1000;
  try {
    const ports = dying?.ports ?? real.world.ports;
    const ran = await handleExecutionMessage(ports, letter.message, real.world.clock.now());
    if (dying?.state.died) throw new Killed();
    if (ran.kind === 'later') letter.visibleAt = millisecondsOf(ran.at);
    else real.queue.splice(real.queue.indexOf(letter), 1);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    if (execution) execution.deaths += 1;
  }
  if (letter.receives < maximumReceives || !real.queue.includes(letter)) return;
  real.queue.splice(real.queue.indexOf(letter), 1);
  if (execution) execution.aside = true;
}

const visible = (real: System) => real.queue.filter(({ visibleAt }) => visibleAt <= real.now());

const receive = (which: number, death: number | null) =>
  command(`receive ${which}, death ${death}`, async (real) => {
    const letters = visible(real);
    const letter = letters[which % Math.max(1, letters.length)];
    if (letter) await deliver(real, letter, death);
  });

/** A queue may deliver a message twice; two executors handle it at the same time. */
const twice = (which: number) =>
  command(`receive ${which} twice`, async (real) => {
    const letters = visible(real);
    const letter = letters[which % Math.max(1, letters.length)];
    if (!letter) return;
    const copy = { ...letter };
    real.queue.push(copy);
    await Promise.all([deliver(real, letter, null), deliver(real, copy, null)]);
  });

const ends = (ending: Ending) =>
  command(`runs end: ${ending}`, async (real) => {
    real.ending.next = ending;
  });

const wait = (seconds: number) =>
  command(`wait ${seconds} s`, async ({ world }) => {
    world.clock.advance(seconds);
  });

/** The queue loses a message, as when it is purged, or removed with the stack. */
const lose = (which: number) =>
  command(`lose ${which}`, async (real) => {
    const letter = real.queue[which % Math.max(1, real.queue.length)];
    if (!letter) return;
    real.queue.splice(real.queue.indexOf(letter), 1);
    const execution = real.known.get(letter.message.executionId);
    if (execution) execution.aside = true;
  });

async function sweep(real: System): Promise<void> {
  const ports = {
    ...real.world.ports,
    executionQueue: {
      send: async (messages: readonly ExecutionMessage[]) => {
        for (const message of messages) real.queue.push({ message, visibleAt: 0, receives: 0 });
      },
    },
    provisioningQueue: { send: async () => {} },
  };
  await requeueDue(ports);
  await requeueLostExecutions(ports);
}

const remove = (which: number) =>
  command(`delete ${which}`, async ({ world, known }) => {
    const rows = await world.ports.executions.list('demo', { limit: 1000 });
    const row = rows[which % Math.max(1, rows.length)];
    const execution = row && known.get(row.id);
    if (!row || !execution) return;
    assert.equal(await world.ports.executions.remove('demo', row.id), 'removed');
    execution.deleted = true;
  });

/** The function changes, and Lambda does not have the change yet. */
const update = command('update', async (real) => {
  const seen = await real.world.ports.functions.get('demo', real.fn.id);
  if (!seen) return;
  await real.world.ports.functions.replace({ ...seen, revision: seen.revision + 1 }, seen);
});

const apply = command('apply', async (real) => {
  const seen = await real.world.ports.functions.get('demo', real.fn.id);
  if (seen) await real.world.ports.revisions.applied(seen, null);
});

const removeFunction = command('delete function', async (real) => {
  await real.world.ports.functions.remove('demo', real.fn.id);
});

const which = fc.nat({ max: 4 });
const ending = fc.constantFrom<Ending>('success', 'throttled', 'lost', 'crash', 'forged');

/** Sequences of events for the executions of one function. */
export const executionCommands = fc.commands(
  [
    fc.boolean().map(accept),
    fc.constant(alarm),
    which.map((letter) => receive(letter, null)),
    fc.tuple(which, fc.nat({ max: 9 })).map(([letter, death]) => receive(letter, death)),
    which.map(twice),
    which.map(lose),
    ending.map(ends),
    fc.constantFrom(1, 5, 20, 61, 130).map(wait),
    fc.constant(command('sweep', sweep)),
    which.map(remove),
    fc.constant(update),
    fc.constant(apply),
    fc.constant(apply),
    fc.nat({ max: 5 }).map((chance) => (chance === 0 ? removeFunction : apply)),
  ],
  { maxCommands: 40, size: 'max' },
);

/** A function that Lambda runs, and no execution yet. */
export async function aWorldOfExecutions(): Promise<{ model: Model; real: System }> {
  const begun = system();
  const fn = await begun.world.readyFunction({ timeoutSeconds });
  return { model: {}, real: { ...begun, fn } };
}

/** Time goes on, with a sweep each minute, or less often. */
async function settle(real: System, minutes: number, each = 1): Promise<void> {
  for (let minute = 0; minute < minutes; minute += each) {
    real.world.clock.advance(60 * each);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await sweep(real);
    // oxlint-disable-next-line no-await-in-loop -- as above
    for (const letter of visible(real)) await deliver(real, letter, null);
  }
}

/** What an execution that cannot start is given, and the longest wait between two tries. */
const patienceMinutes = 16 * 60 + 15;

/**
 * With no more requests and no more deaths, every execution ends within half an hour, and is counted at
 * most once if its code ran; within three hours if its message was lost before its second attempt; and within
 * sixteen more if Lambda refuses to start it, or never gets its function.
 */
export async function allEnd(real: System): Promise<void> {
  await settle(real, 30);
  const lost = [...real.known.values()].some(({ aside }) => aside);
  if (lost) await settle(real, 180);
  const fn = await real.world.ports.functions.get('demo', real.fn.id);
  const cannotStart = real.ending.next === 'throttled' || fn?.appliedRevision !== fn?.revision;
  if (cannotStart) await settle(real, patienceMinutes, 5);
  await lookAtAll(real);
  const rows = await real.world.ports.executions.list('demo', { limit: 1000 });
  const running = rows.filter(({ status }) => status === 'running');
  assert.deepEqual(running, []);
  for (const [id, { deleted, aside, end }] of real.known)
    assert.ok(deleted || aside || end !== undefined, `${id} was never recorded`);
  const runs = [...real.known.values()].filter(({ begun }) => begun.length > 0).length;
  const counted = (await real.world.count(real.fn)) ?? 0;
  assert.ok(counted <= runs, `${counted} counted of ${runs}`);
}

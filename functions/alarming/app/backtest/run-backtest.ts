import { Fault } from '../../../platform/core/fault.ts';
import { after } from '../../../platform/core/instant.ts';
import type { AlarmChange } from '../../core/alarm.ts';
import type { Backtest, BacktestKey, BacktestPart } from '../../core/backtest/backtest.ts';
import type { Ports } from '../../ports.ts';
import { requireStoredEvents } from '../explain/asked-event.ts';
import { changesPart, endPart, readPart, writePart } from './backtest-part.ts';
import { type EndPorts, endOf } from './end-backtest.ts';
import { type BacktestMemory, runStep } from './run-step.ts';

export type RunPorts = EndPorts & Pick<Ports, 'clock' | 'ids'> & { readonly stepEvents?: number };

/**
 * Goes on with a backtest from its last checkpoint, for about so many seconds. A step writes its part and then the
 * checkpoint, which names the part: what a process leaves between the two is never read. Undefined if the backtest
 * is gone, or somebody else goes on with it.
 */
export async function runBacktest(
  ports: RunPorts,
  { projectId, id }: BacktestKey,
  seconds: number,
): Promise<Backtest | undefined> {
  const deadline = after(ports.clock.now(), seconds);
  let backtest = await ports.backtests.get(projectId, id);
  if (backtest?.state !== 'running') return backtest;
  const running = { ...ports, storedEvents: requireStoredEvents(ports) };
  const memory = await memoryOf(ports, backtest);
  do {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    const { next, part } = await runStep(running, backtest, memory);
    const name = ports.ids.random();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await writePart(ports, backtest, { name, content: part });
    const checkpoint: Backtest = { ...next, parts: [...next.parts, name] };
    if (checkpoint.state === 'done')
      // oxlint-disable-next-line no-await-in-loop -- once
      await writePart(ports, backtest, {
        name: endPart,
        // oxlint-disable-next-line no-await-in-loop -- as above
        content: await endOf(running, checkpoint),
      });
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.backtests.put(checkpoint)) === 'stale') return undefined;
    backtest = checkpoint;
  } while (backtest.state === 'running' && ports.clock.now() < deadline);
  return backtest;
}

async function memoryOf(ports: RunPorts, backtest: Backtest): Promise<BacktestMemory> {
  const fired = new Set<string>();
  for (const name of backtest.parts.slice(backtest.armedPart)) {
    // oxlint-disable-next-line no-await-in-loop -- a part may be large
    for (const key of (await partOf(ports, backtest, name)).fired) fired.add(key);
  }
  const changes =
    backtest.rule === 'then'
      ? ((await readPart<readonly AlarmChange[]>(ports, backtest, changesPart)) ?? [])
      : [];
  return { fired, changes };
}

/** A part that the backtest names, which is kept for as long. */
export async function partOf(
  ports: Pick<Ports, 'backtests' | 'payloads'>,
  key: BacktestKey,
  name: string,
): Promise<BacktestPart> {
  const part = await readPart<BacktestPart>(ports, key, name);
  if (!part) throw new Fault('not-found', `Backtest ${key.id} not found`);
  return part;
}

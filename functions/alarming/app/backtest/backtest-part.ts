import type { Ports } from '../../ports.ts';
import type { Backtest, BacktestKey } from '../../core/backtest/backtest.ts';

type PartPorts = Pick<Ports, 'backtests' | 'payloads'>;

/** The changes of an alarm that a backtest of it as it was then follows. */
export const changesPart = 'changes';
/** The message ids that the alarm as it was then had fired on before, in its arming. */
export const beforePart = 'before';
/** What is known only when a backtest has ended. */
export const endPart = 'end';

/** Writes a part of a backtest's result, as JSON. */
export async function writePart(
  { backtests, payloads }: PartPorts,
  backtest: Backtest,
  { name, content }: { readonly name: string; readonly content: unknown },
): Promise<void> {
  const { projectId, id } = backtest;
  const owner = `backtests/${projectId}/${id}/${name}`;
  await backtests.putPart(backtest, name, await payloads.store(owner, JSON.stringify(content)));
}

/** Reads a part; undefined if there is none, or none any more. */
export async function readPart<Content>(
  { backtests, payloads }: PartPorts,
  key: BacktestKey,
  name: string,
): Promise<Content | undefined> {
  const part = await backtests.getPart(key, name);
  if (!part) return undefined;
  const content: Content = JSON.parse(await payloads.load(part));
  return content;
}

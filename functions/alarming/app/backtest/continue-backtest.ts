import type { BacktestMessage } from '../../../contract/message.ts';
import type { Ports } from '../../ports.ts';
import { type RunPorts, runBacktest } from './run-backtest.ts';

/** How long one message keeps a backtester, so that all projects have their turn. */
const turnSeconds = 30;

/** Goes on with a backtest, and leaves a message for what is left. */
export async function continueBacktest(
  ports: RunPorts & Pick<Ports, 'backtestQueue'>,
  { projectId, backtestId }: BacktestMessage,
): Promise<void> {
  const backtest = await runBacktest(ports, { projectId, id: backtestId }, turnSeconds);
  if (backtest?.state === 'running')
    await ports.backtestQueue.send({ v: 1, projectId, backtestId });
}

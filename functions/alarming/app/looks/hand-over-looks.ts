import { handOver } from '../../../platform/app/hand-over.ts';
import { after } from '../../../platform/core/instant.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { aheadSeconds, askForLook, handedOverSeconds } from './ask-for-look.ts';

/** The most looks per sweep; the rest is left to the next one. */
const atMost = 5000;

type Handing = Pick<MeasurePorts, 'looks' | 'lookQueue'> & Pick<Ports, 'clock' | 'log'>;

/** Hands over the looks whose time comes before the next sweep, to be received to the second. Answers how many. */
export async function handOverLooks(ports: Handing): Promise<number> {
  const { clock, log, looks } = ports;
  const now = clock.now();
  const due = await looks.due(after(now, aheadSeconds), atMost);
  const again = after(now, aheadSeconds + handedOverSeconds);
  return handOver({ rows: looks, again, log }, due, ({ key, dueAt }) =>
    askForLook(ports, key, { at: dueAt }),
  );
}

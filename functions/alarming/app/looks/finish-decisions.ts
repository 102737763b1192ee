import { after, type Instant } from '../../../platform/core/instant.ts';
import { loads } from '../../../platform/core/python-json.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { AlarmKey, AlarmLook, MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { type ActionPorts, enqueueActions } from '../decisions/enqueue-actions.ts';

/** A decision that is about to be committed. Written before, and taken away when its actions are enqueued. */
interface Intent {
  readonly arming: number;
  readonly window: string;
  readonly decision: string;
  /** Tells the look that makes it from others that decide the same. */
  readonly look: string;
  readonly at: Instant;
}

export const intentText = ({ arming, window, decision, look, at }: Intent): string =>
  JSON.stringify([arming, window, decision, look, at]);

/** A look that was never committed and that nobody repeats is forgotten after this. */
const forgottenAfterSeconds = 86_400;

type Finishing = ActionPorts & Pick<MeasurePorts, 'looks'> & Pick<Ports, 'clock' | 'transitions'>;

/** Enqueues the actions of decisions that were committed by looks that did not get so far. */
export async function finishDecisions(
  ports: Finishing,
  alarm: AlarmKey,
  { deciding }: Pick<AlarmLook, 'deciding'>,
): Promise<void> {
  const finished = await Promise.all(
    deciding.map(async (text) => ((await finish(ports, alarm, text)) ? [text] : [])),
  );
  const over = finished.flat();
  if (over.length > 0) await ports.looks.end(alarm, over);
}

async function finish(ports: Finishing, { projectId, id }: AlarmKey, text: string) {
  const { arming, window, decision, at } = intentOf(text);
  const before = await ports.transitions.list(projectId, id, {
    kind: 'measures',
    window,
    decision,
  });
  const transition = before.find((each) => each.arming === arming);
  if (transition) await carryOut(ports, transition);
  return transition !== undefined || after(at, forgottenAfterSeconds) < ports.clock.now();
}

/** Enqueues the actions of a transition on measures. */
export async function carryOut(ports: ActionPorts, transition: Transition): Promise<void> {
  const { trigger } = transition;
  if (trigger.kind === 'measures')
    await enqueueActions(ports, transition, loads(trigger.reasonData));
}

function intentOf(text: string): Omit<Intent, 'look'> {
  const parts: unknown = JSON.parse(text);
  const [arming, window, decision, , at] = Array.isArray(parts) ? parts : [];
  return {
    arming: Number(arming),
    window: String(window),
    decision: String(decision),
    at: String(at),
  };
}

import type { DeliveryMessage } from '../../../contract/message.ts';
import { actionScheme } from '../../core/action/action-url.ts';
import { trustIn, trustTarget } from '../../core/action/trust-action.ts';
import { attempted, type Delivery } from '../../core/delivery/delivery.ts';
import { deliveryHeaders } from '../../core/delivery/delivery-headers.ts';
import { fractionOf, retryAfterSeconds } from '../../core/delivery/delivery-retry.ts';
import type { Ports } from '../../ports.ts';
import type { PosterAnswer } from '../../delivery-ports.ts';
import type { Sign } from './sign-deliveries.ts';

export type AttemptPorts = Pick<
  Ports,
  'clock' | 'deliveries' | 'deliveryQueue' | 'ids' | 'log' | 'poster' | 'trustTokens'
> & { readonly settings: Pick<Ports['settings'], 'publicUrl'> };

/** The body of a delivery, and how to sign it. */
interface Content {
  readonly body: string;
  readonly sign: Sign;
}

/** Makes one attempt, records it, and only then enqueues the next one. */
export async function attemptDelivery(
  ports: AttemptPorts,
  delivery: Delivery,
  content: Content,
): Promise<void> {
  const at = ports.clock.now();
  const { retryAfter, ...made } = await carryOut(ports, delivery, content);
  const now = ports.clock.now();
  const next = attempted(delivery, { ...made, at }, now, {
    jitter: fractionOf(ports.ids.derived('jitter', delivery.id, String(delivery.attempt))),
    retryAfterSeconds: retryAfterSeconds(retryAfter, now),
  });
  if ((await ports.deliveries.put(next.delivery)) === 'stale') return;
  ports.log.info('delivery attempted', {
    deliveryId: delivery.id,
    projectId: delivery.projectId,
    alarmId: delivery.alarmId,
    attempt: next.delivery.attempt,
    state: next.delivery.state,
    outcome: made.outcome.kind,
    latencyMilliseconds: made.latencyMilliseconds,
    ...(delivery.cause && { cause: delivery.cause }),
  });
  if (next.queueSeconds !== undefined)
    await ports.deliveryQueue.send(nextAttempt(next.delivery), next.queueSeconds);
}

/** The message for the next attempt of a recorded delivery. */
export const nextAttempt = (delivery: Delivery): DeliveryMessage => ({
  v: 1,
  projectId: delivery.projectId,
  alarmId: delivery.alarmId,
  firingId: delivery.firingId,
  body: delivery.body,
  actions: [{ position: delivery.position, url: delivery.url }],
  attempt: delivery.attempt + 1,
  ...(delivery.cause && { cause: delivery.cause }),
});

/** Carries out the action by its scheme. Like Aodh, it skips an unknown scheme, but records that it did. */
async function carryOut(
  ports: AttemptPorts,
  { id, projectId, alarmId, firingId, url, cause }: Delivery,
  { body, sign }: Content,
): Promise<PosterAnswer> {
  const headers = {
    ...deliveryHeaders(ports.ids.random(), cause?.replayId),
    ...sign(id, body),
  };
  const scheme = actionScheme(url);
  switch (scheme) {
    case 'http':
    case 'https':
      return ports.poster.post({ url, body, headers });
    case 'trust+http':
    case 'trust+https':
      return postWithTrust(ports, url, { body, headers });
    case 'log':
      ports.log.info('alarm fired', { projectId, alarmId, firingId, ...(cause && { cause }) });
      return { outcome: { kind: 'logged' }, answer: '', latencyMilliseconds: 0 };
    default:
      return refused(
        `no way to deliver ${scheme === '' ? 'an action without a scheme' : `${scheme} actions`}`,
      );
  }
}

/**
 * Posts to one of our own services, and to nothing else, with a token of the user who added the action. What
 * that user may read there is not recorded, because the project's others may not.
 */
async function postWithTrust(
  { poster, settings, trustTokens }: Pick<AttemptPorts, 'poster' | 'settings' | 'trustTokens'>,
  action: string,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): Promise<PosterAnswer> {
  const url = trustTarget(action, settings.publicUrl);
  const trustId = trustIn(action);
  if (url === undefined || trustId === undefined)
    return refused('a trust leads to our own services only');
  const token = await trustTokens.token(trustId);
  if (token === undefined) return refused('the trust is void');
  const answer = await poster.post({
    url,
    body,
    headers: { ...headers, 'x-auth-token': token },
    onlyHere: true,
  });
  return { ...answer, answer: '' };
}

const refused = (reason: string): PosterAnswer => ({
  outcome: { kind: 'refused', reason },
  answer: '',
  latencyMilliseconds: 0,
});

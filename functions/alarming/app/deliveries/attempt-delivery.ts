import type { DeliveryMessage } from '../../../contract/message.ts';
import { attempted, type Delivery } from '../../core/delivery/delivery.ts';
import { actionScheme, deliveryHeaders } from '../../core/delivery/delivery-request.ts';
import { fractionOf, retryAfterSeconds } from '../../core/delivery/delivery-retry.ts';
import { trustIn, trustTarget } from '../../core/trust-action.ts';
import type { Ports, PosterAnswer } from '../../ports.ts';
import type { Sign } from './sign-deliveries.ts';

export type AttemptPorts = Pick<
  Ports,
  'clock' | 'deliveries' | 'deliveryQueue' | 'ids' | 'log' | 'poster' | 'trusts'
> & { readonly settings: Pick<Ports['settings'], 'publicUrl'> };

/** One attempt: made, recorded, and only then followed by the message for the next. */
export async function attemptDelivery(
  ports: AttemptPorts,
  delivery: Delivery,
  { body, sign }: { readonly body: string; readonly sign: Sign },
): Promise<void> {
  const at = ports.clock.now();
  const { retryAfter, ...made } = await perform(ports, delivery, { body, sign });
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
  });
  if (next.queueSeconds !== undefined)
    await ports.deliveryQueue.send(attemptMessage(next.delivery), next.queueSeconds);
}

/** Asks for the next attempt of a recorded delivery. */
export const attemptMessage = (delivery: Delivery): DeliveryMessage => ({
  v: 1,
  projectId: delivery.projectId,
  alarmId: delivery.alarmId,
  firingId: delivery.firingId,
  body: delivery.body,
  actions: [{ position: delivery.position, url: delivery.url }],
  attempt: delivery.attempt + 1,
});

/** Does what the action's scheme asks for; one that nobody knows is skipped, as Aodh does, but on record. */
async function perform(
  ports: AttemptPorts,
  delivery: Delivery,
  { body, sign }: { readonly body: string; readonly sign: Sign },
): Promise<PosterAnswer> {
  const { id, projectId, alarmId, firingId, url } = delivery;
  const headers = { ...deliveryHeaders(ports.ids.random()), ...sign(id, body) };
  const scheme = actionScheme(url);
  switch (scheme) {
    case 'http':
    case 'https':
      return ports.poster.post({ url, body, headers });
    case 'trust+http':
    case 'trust+https':
      return performTrusted(ports, url, { body, headers });
    case 'log':
      ports.log.info('alarm fired', { projectId, alarmId, firingId });
      return { outcome: { kind: 'logged' }, answer: '', latencyMilliseconds: 0 };
    default:
      return refusing(
        `no way to deliver ${scheme === '' ? 'an action without a scheme' : `${scheme} actions`}`,
      );
  }
}

/** Posts to one of our own services with a token of the alarm's owner, and to nobody else. */
async function performTrusted(
  { poster, settings, trusts }: Pick<AttemptPorts, 'poster' | 'settings' | 'trusts'>,
  action: string,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): Promise<PosterAnswer> {
  const url = trustTarget(action, settings.publicUrl);
  const trustId = trustIn(action);
  if (url === undefined || trustId === undefined)
    return refusing('a trust leads to our own services only');
  const token = await trusts.token(trustId);
  if (token === undefined) return refusing('the trust is void');
  return poster.post({ url, body, headers: { ...headers, 'x-auth-token': token }, onlyHere: true });
}

const refusing = (reason: string): PosterAnswer => ({
  outcome: { kind: 'refused', reason },
  answer: '',
  latencyMilliseconds: 0,
});

import type { AccountEventMessage, AccountProjects } from '../../../../contract/account-events.ts';
import { eventOfAccountEvent } from '../core/account-event.ts';
import { tally } from '../../../core/acceptance.ts';
import { type Json, loads } from '../../../../platform/core/python-json.ts';
import { Unprocessable } from '../../../../platform/core/unprocessable.ts';
import type { Ports } from '../../../ports.ts';
import { type AcceptPorts, acceptEvents } from '../../../app/accept-events.ts';
import { sourceCaller } from '../../../app/source-caller.ts';

/**
 * Puts an event of AWS on the bus as a notification of the project that its account is mapped to. An
 * event of an unmapped account is logged and dropped. Rejects if the bus does not take the event.
 */
export async function acceptAccountEvent(
  ports: AcceptPorts & Pick<Ports, 'log'>,
  projects: AccountProjects,
  message: AccountEventMessage,
): Promise<void> {
  const projectId = projects[message.account] ?? projects['*'] ?? '';
  const { id, source, account, region, time } = message;
  const whole: Json = loads(JSON.stringify(message));
  const detail: Json = loads(JSON.stringify(message.detail ?? null));
  const [acceptance] = await acceptEvents(ports, sourceCaller, [
    eventOfAccountEvent(
      { id, source, account, region, time, detailType: message['detail-type'], detail, whole },
      projectId,
    ),
  ]);
  if (acceptance?.kind !== 'refused') return;
  if (acceptance.cause === 'malformed' || acceptance.cause === 'too-large')
    throw new Unprocessable(acceptance.reason);
  if (acceptance.cause !== 'no-project') throw new Error(acceptance.reason);
  ports.log.warn('events refused', { account, ...tally([acceptance]) });
}

import { memoryEventBridge } from '../../fakes/event-bridge.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { authenticator } from '../../../functions/identity/app/authenticator.ts';
import { engineApp } from '../../../functions/engine/http/app.ts';
import { eventsApp } from '../../../functions/events/http/app.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { enginePorts } from '../../engine/support/engine-app.ts';
import { anEvent } from '../../events/support/event-world.ts';
import { devstackClient } from './identity-client.ts';
import { publisherGate } from './publisher-gate.ts';
import { silentLog } from '../../support/silent-log.ts';

/** The identity API and the other services. Each service has its own authenticator, since each is a Lambda. */
export async function cloudWorld() {
  const identity = await devstackClient();
  const gate = () => authenticator(identity.ports);
  const engine = engineApp({ ...enginePorts(), authenticator: gate() });
  const alarming = alarmingWorld({ authenticator: gate() });
  const events = eventsApp({
    ...identity.ports,
    authenticator: publisherGate(identity.ports),
    bus: memoryEventBridge().bus,
    log: silentLog,
    payloads: memoryPayloadStore(),
  });
  /** Whether each of the other services accepts the credentials in these headers. */
  const knownTo = async (headers: Readonly<Record<string, string>>) => {
    const answers = await Promise.all([
      engine.request('/v1/functions', { headers }),
      alarming.send('GET', '/v2/alarms', undefined, { headers }),
      events.request('/events', { method: 'POST', headers, body: anEvent() }),
    ]);
    return answers.map(({ status }) => status !== 401);
  };
  return { ...identity, events, knownTo };
}

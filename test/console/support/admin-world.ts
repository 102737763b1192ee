import type { AdminPorts } from '../../../functions/console/admin-ports.ts';
import { adminApp } from '../../../functions/console/http/admin-app.ts';
import { withImplied } from '../../../functions/identity/core/roles.ts';
import type { Role } from '../../../functions/platform/core/caller.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryDeadLetters } from '../../fakes/dead-letters.ts';
import { standingClock } from '../../support/clock.ts';

const roles: readonly Role[] = ['admin', 'member', 'reader', 'service'];

const letter = (id: string, body = `{"of":"${id}"}`) => ({
  id,
  received: 1,
  sentAt: Date.parse('2026-11-23T07:00:00Z'),
  reason: 'because',
  body,
});

/** `/taibai/v1/admin` in memory, with three messages in `hits` and one in `undelivered-hits`. */
export function adminWorld() {
  const logged: unknown[] = [];
  const log = (...line: unknown[]) => void logged.push(line);
  const deadLetters = memoryDeadLetters(['hits', 'undelivered-hits'], ['undelivered-hits']);
  deadLetters.letters.get('hits')?.push(letter('l1'), letter('l2'), letter('l3'));
  deadLetters.letters
    .get('undelivered-hits')
    ?.push(letter('u1', `{"url":"https://user:secret@x.example/${'y'.repeat(9000)}"}`));
  const ports: AdminPorts = {
    authenticator: {
      async byToken(token) {
        const role = roles.find((each) => each === token);
        return role && { userId: 'u1', projectId: 'p1', roles: withImplied([role]) };
      },
    },
    clock: standingClock(),
    ids: nodeIds,
    log: { info: log, warn: log, error: log },
    deadLetters,
    projectNames: async () =>
      new Map([
        ['p1', 'shop'],
        ['p2', 'empty'],
      ]),
    usage: async () =>
      new Map([
        ['p1', { functions: 2, webhooks: 1, jobs: 0, aliases: 0, alarms: 3, alarmLimit: 5 }],
        [
          'p3',
          { functions: 0, webhooks: 0, jobs: 0, aliases: 0, alarms: 1, alarmLimit: undefined },
        ],
      ]),
    settings: {
      publicUrl: 'https://cloud.example',
      limits: { functions: 10, webhooks: 11, jobs: 12, aliases: 13 },
    },
  };
  const app = adminApp(ports);
  return {
    app,
    deadLetters,
    logged,
    send: async (method: string, path: string, body?: unknown, token = 'admin') => {
      const response = await app.request(`/taibai/v1/admin${path}`, {
        method,
        headers: { 'x-auth-token': token, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, json: text === '' ? undefined : JSON.parse(text) };
    },
  };
}

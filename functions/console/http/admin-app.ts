import { Hono } from 'hono/quick';
import { check, readObject } from '../../identity/http/body.ts';
import { instantOf } from '../../platform/core/instant.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import type { AdminPorts, DeadLetter } from '../admin-ports.ts';
import {
  listDeadLetterQueues,
  peekDeadLetters,
  removeDeadLetters,
  resendDeadLetters,
} from '../app/dead-letters.ts';
import { type ListedUsage, listUsage } from '../app/project-usage.ts';
import { queuesQuery, removeBody, resendBody } from './admin-schema.ts';
import { noQuery } from './query-schema.ts';
import { readQuery } from './read-query.ts';
import { consoleService } from './service.ts';

/** `/taibai/v1/admin`: what projects have, and the messages that were put aside. For administrators of the cloud. */
export function adminApp(ports: AdminPorts) {
  return consoleService(ports, (service) => {
    const app = new Hono<Authenticated>({ strict: false });
    app.use(authenticate(ports));

    app.get('/usage', async (context) => {
      readQuery(context, noQuery);
      const projects = await listUsage(ports, context.var.caller);
      return context.json({
        projects: projects.map((usage) => usageView(usage, ports.settings.limits)),
      });
    });

    app.get('/dead-letters', async (context) => {
      const { oldest: asked } = readQuery(context, queuesQuery);
      const queues = await listDeadLetterQueues(ports, context.var.caller, {
        withOldest: asked === 'true',
      });
      return context.json({
        queues: queues.map(({ name, waiting, inFlight, canResend, oldest }) => ({
          name,
          depth: waiting,
          in_flight: inFlight,
          can_resend: canResend,
          ...(oldest !== undefined && {
            oldest: oldest && { sent_at: oldest.sentAt, of_all: oldest.isOfAll },
          }),
        })),
      });
    });

    app.get('/dead-letters/:queue/messages', async (context) => {
      readQuery(context, noQuery);
      const { queue } = context.req.param();
      const messages = await peekDeadLetters(ports, context.var.caller, queue);
      return context.json({ messages: messages.map(messageView) });
    });

    app.post('/dead-letters/:queue/resend', async (context) => {
      const { limit } = check(resendBody, await readObject(context.req));
      const { caller } = context.var;
      const { queue } = context.req.param();
      const done = await resendDeadLetters(ports, caller, { queue, limit });
      audit(ports, { by: caller.userId, action: 'resend', queue, messages: done.resent });
      return context.json(done);
    });

    app.delete('/dead-letters/:queue/messages', async (context) => {
      const { ids } = check(removeBody, await readObject(context.req));
      const { caller } = context.var;
      const { queue } = context.req.param();
      const deleted = await removeDeadLetters(ports, caller, { queue, ids });
      audit(ports, { by: caller.userId, action: 'delete', queue, messages: deleted });
      return context.json({ deleted });
    });

    service.route('/admin', app);
  });
}

const audit = (
  { clock, log }: Pick<AdminPorts, 'clock' | 'log'>,
  what: Readonly<Record<string, number | string>>,
): void => log.info('audit', { at: clock.now(), on: 'dead-letters', ...what });

/** How many characters of a message are shown. */
const bodyCharacters = 4000;

/** URLs of actions may name a user with a password. */
const withoutUsers = (body: string): string => body.replaceAll(/:\/\/[^/@\s"\\]*@/g, '://');

const messageView = ({ id, received, sentAt, reason, body }: DeadLetter) => ({
  id,
  received,
  sent_at: instantOf(sentAt),
  reason,
  body: withoutUsers(body).slice(0, bodyCharacters),
});

const usageView = (
  { id, name, functions, webhooks, jobs, aliases, alarms, alarmLimit }: ListedUsage,
  limits: AdminPorts['settings']['limits'],
) => ({
  id,
  name,
  functions,
  webhooks,
  jobs,
  aliases,
  alarms,
  limits: {
    functions: limits.functions,
    webhooks: limits.webhooks,
    jobs: limits.jobs,
    aliases: limits.aliases,
    alarms: alarmLimit ?? null,
  },
});

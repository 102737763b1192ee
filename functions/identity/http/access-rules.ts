import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { refuseAccessRule, requireAccessRuleReader } from '../app/access-rules.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { answerList } from './list-answer.ts';
import { requireToken } from './require-token.ts';

/**
 * `/v3/users/{user}/access_rules`, which nobody has: an application credential with access rules is
 * refused, because the services here would not enforce them.
 */
export function accessRules(ports: Pick<Ports, 'settings' | 'verifyToken'>) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);
  const one = '/users/:user/access_rules/:id';

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/users/:user/access_rules', guard, (context) => {
      const user = context.req.param('user');
      requireAccessRuleReader(context.get('requester'), user);
      const self = `${v3}/users/${encodeURIComponent(user)}/access_rules`;
      const attributes = ['id', 'service', 'path', 'method'];
      return answerList(context, { name: 'access_rules', views: [], self, attributes });
    })
    .get(one, guard, (context) =>
      refuseAccessRule(context.get('requester'), 'get', ruleOf(context)),
    )
    .delete(one, guard, (context) =>
      refuseAccessRule(context.get('requester'), 'delete', ruleOf(context)),
    );
}

function ruleOf(context: Context) {
  const { user = '', id = '' } = context.req.param();
  return { userId: user, id };
}

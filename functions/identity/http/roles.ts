import { Hono } from 'hono/quick';
import * as z from 'zod';
import { changeRole, createRole, deleteRole, listRoles, showRole } from '../app/roles.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { check, name, readObject } from './body.ts';
import { answerList } from './list-answer.ts';
import { requireToken } from './require-token.ts';
import { roleFullView } from './views.ts';

const newRole = z.looseObject({ role: z.looseObject({ name }) });

/** `/v3/roles` */
export function roles(ports: Pick<Ports, 'settings' | 'verifyToken'>) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/roles', guard, (context) => {
      const views = listRoles(context.get('requester')).map((role) => roleFullView(role, v3));
      return answerList(context, {
        name: 'roles',
        views,
        self: `${v3}/roles`,
        attributes: ['id', 'name', 'domain_id'],
      });
    })
    .get('/roles/:role', guard, (context) => {
      const role = showRole(context.get('requester'), context.req.param('role'));
      return context.json({ role: roleFullView(role, v3) });
    })
    .post('/roles', guard, (context) =>
      createRole(
        context.get('requester'),
        async () => check(newRole, await readObject(context.req)).role.name,
      ),
    )
    .patch('/roles/:role', guard, (context) =>
      changeRole(context.get('requester'), context.req.param('role')),
    )
    .delete('/roles/:role', guard, (context) =>
      deleteRole(context.get('requester'), context.req.param('role')),
    );
}

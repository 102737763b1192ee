import { Hono } from 'hono/quick';
import * as z from 'zod';
import { changeRole, createRole, deleteRole, listRoles, showRole } from '../app/roles.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { check, name, readObject } from './body.ts';
import { requireToken } from './require-token.ts';
import { collectionView, roleFullView } from './views.ts';

const newRole = z.looseObject({ role: z.looseObject({ name }) });

/** `/v3/roles` */
export function roles(ports: Pick<Ports, 'settings' | 'verifyToken'>) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/roles', guard, (context) => {
      const { name: wanted, domain_id: domain } = context.req.query();
      const found = listRoles(context.get('requester'))
        .filter((role) => wanted === undefined || role === wanted)
        // No role belongs to a domain.
        .filter(() => !domain);
      const views = found.map((role) => roleFullView(role, v3));
      return context.json(collectionView('roles', views, `${v3}/roles`));
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

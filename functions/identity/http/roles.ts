import { Hono } from 'hono/quick';
import * as z from 'zod';
import { requireAdmin } from '../app/require-admin.ts';
import type { WithIdentitySettings } from '../app/settings.ts';
import type { VerifyToken } from '../app/verify-token.ts';
import { forbidden, immutableRole, nameTaken, notFound } from '../core/refusal.ts';
import { everyRole, roleIds, roleOf } from '../core/roles.ts';
import type { Audited } from './audit.ts';
import { check, name, readObject } from './body.ts';
import { requireToken } from './require-token.ts';
import { collectionView, roleFullView } from './views.ts';

const newRole = z.looseObject({ role: z.looseObject({ name }) });

/** `/v3/roles`: the fixed four, which the services know by name. A fifth would mean nothing to them. */
export function roles(ports: WithIdentitySettings & { readonly verifyToken: VerifyToken }) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/roles', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:list_roles');
      const { name: wanted, domain_id: domain } = context.req.query();
      const found = everyRole
        .filter((role) => wanted === undefined || role === wanted)
        // Roles are of no domain: of one there are none.
        .filter(() => !domain);
      const views = found.map((role) => roleFullView(role, v3));
      return context.json(collectionView('roles', views, `${v3}/roles`));
    })
    .get('/roles/:role', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:get_role');
      return context.json({ role: roleFullView(existing(context.req.param('role')), v3) });
    })
    .post('/roles', guard, async (context) => {
      requireAdmin(context.get('asker'), 'identity:create_role');
      const { role } = check(newRole, await readObject(context.req));
      if (roleOf({ name: role.name })) throw nameTaken('role', role.name);
      throw forbidden('identity:create_role');
    })
    .patch('/roles/:role', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:update_role');
      throw immutableRole('update', roleIds[existing(context.req.param('role'))]);
    })
    .delete('/roles/:role', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:delete_role');
      throw immutableRole('delete', roleIds[existing(context.req.param('role'))]);
    });
}

function existing(id: string) {
  const role = roleOf({ id });
  if (!role) throw notFound('role', id);
  return role;
}

import { Hono } from 'hono/quick';
import { type ChangeOwnPasswordPorts, changeOwnPassword } from '../app/change-own-password.ts';
import { changeUser, createUser, deleteUser, listUsers, showUser } from '../app/users.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { readObject } from './body.ts';
import { answerList } from './list-answer.ts';
import { userFilters } from './user-filters.ts';
import { requireToken } from './require-token.ts';
import { fieldsOf, readNewUser, readPasswordChange, readUserChange } from './user-request.ts';
import { userView } from './views.ts';

/** `/v3/users` */
export function users(
  ports: ChangeOwnPasswordPorts &
    Pick<Ports, 'applicationCredentials' | 'assignments' | 'ids' | 'settings' | 'verifyToken'>,
) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/users', guard, async (context) => {
      const found = await listUsers(ports, context.get('requester'));
      const views = found.map((user) => userView(user, v3));
      return answerList(context, { name: 'users', views, self: `${v3}/users`, ...userFilters });
    })
    .post('/users', guard, async (context) => {
      const wanted = readNewUser(await readObject(context.req));
      context.set('fields', fieldsOf(wanted));
      const user = await createUser(ports, context.get('requester'), wanted);
      context.set('created', user.id);
      return context.json({ user: userView(user, v3) }, 201);
    })
    .get('/users/:user', guard, async (context) => {
      const user = await showUser(ports, context.get('requester'), context.req.param('user'));
      return context.json({ user: userView(user, v3) });
    })
    .patch('/users/:user', guard, async (context) => {
      const change = readUserChange(await readObject(context.req));
      context.set('fields', fieldsOf(change));
      const id = context.req.param('user');
      const user = await changeUser(ports, context.get('requester'), { id, change });
      return context.json({ user: userView(user, v3) });
    })
    .delete('/users/:user', guard, async (context) => {
      await deleteUser(ports, context.get('requester'), context.req.param('user'));
      return context.body(null, 204);
    })
    .post('/users/:user/password', guard, async (context) => {
      const wanted = readPasswordChange(await readObject(context.req));
      const [userId, source] = [context.req.param('user'), context.get('source')];
      await changeOwnPassword(ports, context.get('requester'), { ...wanted, userId, source });
      return context.body(null, 204);
    });
}

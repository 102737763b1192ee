import { Hono } from 'hono/quick';
import {
  createApplicationCredential,
  deleteApplicationCredential,
  listApplicationCredentials,
  showApplicationCredential,
} from '../app/application-credentials.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { readNewCredential } from './application-credential-request.ts';
import { readObject } from './body.ts';
import { answerList } from './list-answer.ts';
import { requireToken } from './require-token.ts';
import { applicationCredentialView } from './views.ts';

/** `/v3/users/{user}/application_credentials` */
export function applicationCredentials(
  ports: Pick<Ports, 'applicationCredentials' | 'clock' | 'ids' | 'secrets'> &
    Pick<Ports, 'settings' | 'verifyToken'>,
) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .post('/users/:user/application_credentials', guard, async (context) => {
      const wanted = readNewCredential(await readObject(context.req), context.req.param('user'));
      const { credential, secret } = await createApplicationCredential(
        ports,
        context.get('requester'),
        wanted,
      );
      context.set('created', credential.id);
      const view = { ...applicationCredentialView(credential, v3), secret };
      return context.json({ application_credential: view }, 201);
    })
    .get('/users/:user/application_credentials', guard, async (context) => {
      const user = context.req.param('user');
      const found = await listApplicationCredentials(ports, context.get('requester'), user);
      const views = found.map((credential) => applicationCredentialView(credential, v3));
      const self = `${v3}/users/${encodeURIComponent(user)}/application_credentials`;
      const attributes = ['id', 'name'];
      return answerList(context, { name: 'application_credentials', views, self, attributes });
    })
    .get('/users/:user/application_credentials/:id', guard, async (context) => {
      const { user, id } = context.req.param();
      const credential = await showApplicationCredential(ports, context.get('requester'), {
        userId: user,
        id,
      });
      return context.json({ application_credential: applicationCredentialView(credential, v3) });
    })
    .delete('/users/:user/application_credentials/:id', guard, async (context) => {
      const { user, id } = context.req.param();
      await deleteApplicationCredential(ports, context.get('requester'), { userId: user, id });
      return context.body(null, 204);
    });
}

import { Hono } from 'hono/quick';

/** Answers for a Keystone that is not here, to anybody and for everything: where the users are kept. */
export function elsewhereApp(keystoneUrl: string): Hono {
  const message = `This cloud's users are kept elsewhere: use OS_AUTH_URL=${keystoneUrl}`;
  const app = new Hono({ strict: false });
  app.all('*', (context) => context.json({ error: { code: 410, title: 'Gone', message } }, 410));
  return app;
}

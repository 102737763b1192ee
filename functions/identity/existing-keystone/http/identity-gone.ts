import { Hono } from 'hono/quick';

/** Answers every request with 410 and the URL of the existing Keystone, which manages the users. */
export function identityGoneApp(keystoneUrl: string): Hono {
  const message = `This cloud's users are kept elsewhere: use OS_AUTH_URL=${keystoneUrl}`;
  const app = new Hono({ strict: false });
  app.all('*', (context) => context.json({ error: { code: 410, title: 'Gone', message } }, 410));
  return app;
}

import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PreparationError } from './step.mjs';

/** Refuses a port that another program uses, before anything is installed. A stack of ours is reported later. */
export async function requireFreePort(root, parameters) {
  const port = portIn(parameters);
  if (existsSync(join(root, '.local', 'run', 'up', 'owner.json'))) return;
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new PreparationError(`--port: ${port} is no port`);
  const taken = await new Promise((resolve) => {
    const server = createServer().on('error', ({ code }) => resolve(code === 'EADDRINUSE'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
  if (taken)
    throw new PreparationError(
      `Port ${port} is taken: free it, or choose another with \`npm run up -- --port PORT\`.`,
    );
}

function portIn(parameters) {
  const index = parameters.findIndex((one) => /^--port(=|$)/.test(one));
  if (index < 0) return 7070;
  const [, inline] = parameters[index].split('=');
  return Number(inline ?? parameters[index + 1]);
}

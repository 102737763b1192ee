import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A stub of EventBridge that accepts everything at once. */
export async function startStubBus() {
  const server = fork(fileURLToPath(new URL('stub-bus-server.mjs', import.meta.url)), {
    execArgv: [],
  });
  const [port] = await once(server, 'message');
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    async stop() {
      server.kill();
    },
  };
}

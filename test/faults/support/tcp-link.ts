import { connect, createServer, type Socket } from 'node:net';
import { listen } from '../../support/listen.ts';

/** Forwards connections to a port of this machine until it is cut. */
export async function tcpLink(target: number): Promise<{
  readonly port: number;
  /** Closes all connections and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  close(): void;
}> {
  let open = true;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (!open) {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const cut = () => {
    open = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: await listen(server),
    cut,
    mend: () => {
      open = true;
    },
    close() {
      cut();
      server.close();
    },
  };
}

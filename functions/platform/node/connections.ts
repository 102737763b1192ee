import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Connections that a later request may use again. */
export interface Connections {
  /** The agent with the connections to one origin at these addresses, and to no other. */
  agentFor(url: URL, addresses: readonly { readonly address: string }[] | undefined): HttpAgent;
}

/** Shorter than receivers keep idle connections: those of Gunicorn for two seconds, others for five or more. */
const idleMilliseconds = 1000;
/** Unused connections to one origin. */
const mostIdle = 10;
const mostOrigins = 100;

/**
 * Keeps connections open for a second after a request. The key has the addresses that the name resolved to, so
 * that a request only ever gets a connection to an address that was checked for this very request.
 */
export function keptConnections(now: () => number = Date.now): Connections {
  /** The least recently used one first. */
  const agents = new Map<string, { readonly agent: HttpAgent; readonly usedAt: number }>();

  function forgetOldest(): void {
    for (const [key, { agent }] of agents) {
      if (agents.size <= mostOrigins) return;
      agents.delete(key);
      closeIdle(agent);
    }
  }

  return {
    agentFor(url, addresses) {
      const key = JSON.stringify([
        url.protocol,
        url.host,
        (addresses ?? []).map(({ address }) => address).toSorted(),
      ]);
      const { agent, usedAt } = agents.get(key) ?? { agent: agentOf(url), usedAt: 0 };
      // By the clock, because timers stand still while Lambda freezes the process.
      if (now() - usedAt > idleMilliseconds) closeIdle(agent);
      agents.delete(key);
      agents.set(key, { agent, usedAt: now() });
      forgetOldest();
      return agent;
    },
  };
}

const agentOf = ({ protocol }: URL): HttpAgent => {
  const options = { keepAlive: true, timeout: idleMilliseconds, maxFreeSockets: mostIdle };
  return protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
};

/** Connections in use are closed when they become idle. */
function closeIdle(agent: HttpAgent): void {
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) socket.destroy();
}

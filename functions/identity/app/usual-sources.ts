import { isUsual, withSource } from '../core/usual-source.ts';
import type { Ports } from '../ports.ts';

interface AccountLogin {
  /** The user or credential; undefined if the login names none that exists. */
  readonly account: string | undefined;
  readonly source: string;
}

/** How often remembering a source is tried while other logins change the list; then it is left to the next login. */
const attempts = 3;

/** Whether the account has logged in from this source lately. Reads a row even if there is no account. */
export async function isUsualSource(
  ports: Pick<Ports, 'clock' | 'secrets' | 'usualSources'>,
  { account = 'nobody', source }: AccountLogin,
): Promise<boolean> {
  const sources = await ports.usualSources.list(account);
  return isUsual(sources, hashOf(ports, { account, source }), ports.clock.now());
}

/** Remembers a source that the account has logged in from. */
export async function rememberSource(
  ports: Pick<Ports, 'clock' | 'secrets' | 'usualSources'>,
  { account, source }: AccountLogin,
  attemptsLeft = attempts,
): Promise<void> {
  if (account === undefined || attemptsLeft === 0) return;
  const before = await ports.usualSources.list(account);
  const next = withSource(before, hashOf(ports, { account, source }), ports.clock.now());
  if (next === before) return;
  const stored = await ports.usualSources.replace(account, next, before);
  if (stored === 'stale') await rememberSource(ports, { account, source }, attemptsLeft - 1);
}

const hashOf = ({ secrets }: Pick<Ports, 'secrets'>, { account, source }: AccountLogin): string =>
  secrets.hash(JSON.stringify([account, source]));

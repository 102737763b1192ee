import type { TokenClaims } from '../core/identity.ts';
import { forbidden, unauthenticated } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';
import { withThrottle, type WithLoginFailures } from './throttle.ts';
import { replacePassword } from './users.ts';

interface PasswordChange {
  readonly userId: string;
  readonly original: string;
  readonly password: string;
  readonly source: string;
}

/** Changes one's own password, which takes the old one. A wrong one counts as a wrong login. */
export async function changeOwnPassword(
  ports: Pick<Ports, 'clock' | 'identity' | 'passwords' | 'secrets' | 'sleep'> & WithLoginFailures,
  asker: TokenClaims,
  { userId, original, password, source }: PasswordChange,
): Promise<void> {
  if (asker.userId !== userId) throw forbidden('identity:change_password');
  const user = await ports.identity.user(userId);
  const right = await withThrottle(ports, { source, login: `user#${userId}` }, () =>
    ports.passwords.verify(original, user?.passwordHash),
  );
  if (!user?.enabled || !right) throw unauthenticated();
  await replacePassword(ports, user, password);
}

import type { TokenClaims } from '../core/identity.ts';
import { forbidden, unauthenticated } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';
import { userReference } from './login-reference.ts';
import { throttleLogin, type ThrottlePorts } from './login-throttle.ts';
import { replacePassword } from './users.ts';

interface PasswordChange {
  readonly userId: string;
  readonly original: string;
  readonly password: string;
  readonly source: string;
}

export type ChangeOwnPasswordPorts = ThrottlePorts & Pick<Ports, 'passwords' | 'secrets' | 'users'>;

/** Changes the requester's own password. A wrong original password counts as a failed login. */
export async function changeOwnPassword(
  ports: ChangeOwnPasswordPorts,
  requester: TokenClaims,
  { userId, original, password, source }: PasswordChange,
): Promise<void> {
  if (requester.userId !== userId) throw forbidden('identity:change_password');
  const user = await ports.users.get(userId);
  const login = {
    reference: userReference(ports, { id: userId }),
    account: user && `user#${user.id}`,
    source,
  };
  const right = await throttleLogin(ports, login, () =>
    ports.passwords.verify(original, user?.passwordHash),
  );
  if (!user?.enabled || !right) throw unauthenticated();
  await replacePassword(ports, user, password);
}

import type { PublisherAnswer, PublisherRequest } from '../../contract/publisher.ts';
import { Fault } from '../../platform/core/fault.ts';
import { prove, type ProvePorts } from './prove.ts';

/**
 * Says whom an application credential stands for: a login, but for the token, and that wrong secrets
 * count for the credential alone. A program that goes on with one that is gone must not shut out
 * those that send from the same address.
 */
export async function admitPublisher(
  ports: Omit<ProvePorts, 'request' | 'scoped' | 'sourceCounts'>,
  { publisher: { id, secret, ...request } }: PublisherRequest,
): Promise<PublisherAnswer> {
  const login = { method: 'application_credential', id, secret } as const;
  try {
    const { bounds } = await prove(
      { ...ports, request, scoped: false, sourceCounts: false },
      login,
    );
    if (!bounds) return {};
    const { user, project, roles } = bounds;
    return { caller: { userId: user.id, projectId: project.id, roles: [...roles] } };
  } catch (failure) {
    if (failure instanceof Fault && failure.retryAfterSeconds !== undefined)
      return { retryAfterSeconds: failure.retryAfterSeconds };
    if (failure instanceof Fault && failure.code === 'unauthenticated') return {};
    throw failure;
  }
}

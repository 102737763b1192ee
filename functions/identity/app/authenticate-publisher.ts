import type { PublisherAnswer, PublisherRequest } from '../../contract/publisher.ts';
import { Fault } from '../../platform/core/fault.ts';
import { verifyApplicationCredential } from './verify-application-credential.ts';
import type { CredentialLoginPorts } from './verified-login.ts';

/**
 * Says which caller an application credential stands for. Works like a login without a token, but
 * wrong secrets count only for the credential: a program that keeps sending with a deleted credential
 * must not lock out others that send from the same address.
 */
export async function authenticatePublisher(
  ports: CredentialLoginPorts,
  { publisher: { id, secret, ...source } }: PublisherRequest,
): Promise<PublisherAnswer> {
  const login = { method: 'application_credential', id, secret } as const;
  try {
    const { user, project, roles } = await verifyApplicationCredential(ports, login, {
      source,
      countsForSource: false,
    });
    return { caller: { userId: user.id, projectId: project.id, roles: [...roles] } };
  } catch (failure) {
    if (failure instanceof Fault && failure.retryAfterSeconds !== undefined)
      return { retryAfterSeconds: failure.retryAfterSeconds };
    if (failure instanceof Fault && failure.code === 'unauthenticated') return {};
    throw failure;
  }
}

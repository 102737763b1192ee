import type { Ports } from '../ports.ts';

export type SigningKeyPorts = Pick<Ports, 'keys' | 'publicKeys' | 'signingKeys'>;

/** Stores a new private key under this name unless it holds one already, and publishes the public key. */
export async function seedSigningKey(
  { keys, publicKeys, signingKeys }: SigningKeyPorts,
  name: string,
): Promise<void> {
  const stored = await keys.read(name);
  const known = stored === undefined ? undefined : await signingKeys.publicKeyOf(stored);
  if (known) return publicKeys.put(known);
  const created = await signingKeys.generate();
  const publicKey = await signingKeys.publicKeyOf(created);
  if (!publicKey) throw new Error('the new signing key cannot be read');
  // The public key first: a token must not be signed with a key that nobody can verify.
  await publicKeys.put(publicKey);
  return keys.write(name, created);
}

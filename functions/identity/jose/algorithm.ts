/** Ed25519: short signatures, and no way to sign badly. The only algorithm we sign with or accept. */
export const algorithm = 'EdDSA';

/** What the signed text is, so that nothing else ever signed with the same key passes for a token. */
export const tokenType = 'taibai-token';

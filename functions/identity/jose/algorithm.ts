/** Ed25519, the only algorithm we sign with or accept: short signatures and no parameters to get wrong. */
export const algorithm = 'EdDSA';

/** The `typ` of our tokens, so that other texts signed with the same key are not accepted as tokens. */
export const tokenType = 'taibai-token';

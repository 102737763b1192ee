import { aesSecretBox } from '../../functions/engine/node/secret-box.ts';

/** The real encryption, with a key of the test's. */
export const aSecretBox = (key = 'the key of a test') => aesSecretBox(async () => key);

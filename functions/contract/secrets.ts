/**
 * The name of the secret with a user's first password. It is a convention instead of an export of the state
 * stack, which could not be removed together with the user while the app stack still imports it.
 */
export const passwordSecretName = (namePrefix: string, user: string): string =>
  `${namePrefix}/password/${user}`;

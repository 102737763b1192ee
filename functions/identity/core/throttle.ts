/** Guesses are counted for so long, from the first on. */
export const loginStretchSeconds = 300;

/**
 * So many wrong logins in one stretch, then no more are looked at until it ends. A source may be a
 * whole office behind one address, so it has more.
 */
export const mostFailures = { login: 20, source: 200 } as const;

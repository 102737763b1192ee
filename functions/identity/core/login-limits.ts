/** How long login failures are counted, from the first attempt on. */
export const loginWindowSeconds = 300;

/**
 * How many failed logins one window allows, per login and per source; then no secret is checked until
 * the window ends. A source may be a whole office behind one address, so its limit is higher.
 */
export const maximumFailures = { login: 20, source: 200 } as const;

import type { Caller } from '../../platform/core/caller.ts';
import { serviceAccount } from '../../platform/core/service-account.ts';

/** The caller for the deployment's own sources. It may publish for every project. */
export const sourceCaller: Caller = { ...serviceAccount, roles: ['service'] };

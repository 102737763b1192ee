import type { Caller } from '../../platform/core/caller.ts';
import { serviceAccount } from '../../platform/core/service-account.ts';

/** On whose behalf the sources of the deployment itself publish: for every project. */
export const sourceCaller: Caller = { ...serviceAccount, roles: ['service'] };

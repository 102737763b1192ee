/** Rules that alarms share, by an event's project, and as many again by its project and type. */
export const sharedRulesOfASort = 32;

/** One for the log of events. */
const reservedRules = 1;

/** Rules that a bus must take besides alarms' own ones. */
export const rulesBesideOwn = 2 * sharedRulesOfASort + reservedRules;

/** How many alarms may have a rule of their own on a bus that takes so many rules. */
export const ruleLimitOf = (ruleQuota: number): number => ruleQuota - rulesBesideOwn;

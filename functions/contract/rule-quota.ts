/** Rules that alarms share, by an event's project, and as many again by its project and type. */
export const sharedRulesOfASort = 32;

/** The rule of the log of events, whose name ends in it as those of alarms end in theirs. */
export const archiveRuleKey = 'archive';

const reservedKeys: readonly string[] = [archiveRuleKey];

/** Whether a rule on the bus belongs to the deployment itself, and to no alarm. */
export const isReservedRule = (key: string): boolean => reservedKeys.includes(key);

/** Rules that a bus must take besides alarms' own ones. */
export const rulesBesideOwn = 2 * sharedRulesOfASort + reservedKeys.length;

/** How many alarms may have a rule of their own on a bus that takes so many rules. */
export const ruleLimitOf = (ruleQuota: number): number => ruleQuota - rulesBesideOwn;

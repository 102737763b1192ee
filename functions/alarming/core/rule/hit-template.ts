/**
 * The version of what a rule's target passes on (`targetOf`). The review of rules puts a rule again whose
 * target is of another version: 2 passes on the bus's own time.
 */
export const hitTemplateVersion = 2;

/** A month of 730 hours, as AWS counts one. */
export const secondsPerMonth = 730 * 3600;
export const minutesPerMonth = secondsPerMonth / 60;

/** A long poll of SQS lasts at most this long, and Lambda's pollers wait for all of it. */
const longPollSeconds = 20;
export const longPollsPerMonth = secondsPerMonth / longPollSeconds;

/**
 * DynamoDB keeps the key of a table for each caller, and asks KMS again after five minutes (developer
 * guide, "DynamoDB encryption at rest: how it works"): so many requests at most.
 */
const tableKeySeconds = 300;
export const tableKeysPerMonth = secondsPerMonth / tableKeySeconds;

/**
 * How many pollers an event source mapping keeps on an idle standard queue: two, but five where it
 * bounds its concurrency (developer guide of Lambda, "Configuring scaling behavior for SQS event
 * source mappings").
 */
export const idlePollers = { bounded: 5, unbounded: 2 } as const;

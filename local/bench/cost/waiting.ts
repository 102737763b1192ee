/** What a Lambda waits for. */
export type Wait =
  | 'dynamodb-read'
  | 'dynamodb-write'
  | 'dynamodb-transaction'
  | 'sqs'
  | 'eventbridge'
  | 'lambda'
  | 'user-function'
  | 's3'
  | 'parameter-store'
  | 'secrets-manager';

/** The assumed duration of a user function. */
export const userFunctionMilliseconds = 100;
const invokeMilliseconds = 10;

/**
 * Milliseconds that AWS typically takes to answer a Lambda in the same region. These are assumptions,
 * not measurements: the emulator's own times say nothing about AWS.
 */
export const typicalMilliseconds: Readonly<Record<Wait, number>> = {
  'dynamodb-read': 4,
  'dynamodb-write': 6,
  'dynamodb-transaction': 12,
  sqs: 10,
  eventbridge: 20,
  lambda: invokeMilliseconds,
  'user-function': invokeMilliseconds + userFunctionMilliseconds,
  s3: 30,
  'parameter-store': 10,
  'secrets-manager': 10,
};

/** A request that a Lambda waited for, with the times it began and ended here. */
export interface Request {
  readonly wait: Wait;
  readonly began: number;
  readonly ended: number;
}

/**
 * Milliseconds that these requests would take on AWS: the longest chain of requests of which each began
 * after the one before had ended. Requests that ran side by side count once.
 */
export function waitingMilliseconds(requests: readonly Request[]): number {
  const chains: { readonly ended: number; readonly milliseconds: number }[] = [];
  for (const { wait, began, ended } of requests.toSorted((one, other) => one.began - other.began)) {
    const before = chains
      .filter((chain) => chain.ended <= began)
      .reduce((longest, { milliseconds }) => Math.max(longest, milliseconds), 0);
    chains.push({ ended, milliseconds: before + typicalMilliseconds[wait] });
  }
  return chains.reduce((longest, { milliseconds }) => Math.max(longest, milliseconds), 0);
}

/** Lambda gives a whole processor at this memory, and less in proportion below. */
const wholeProcessorMegabytes = 1769;

/** The time that Lambda bills: processor time by the share of a processor that the memory buys, and waiting. */
export const billedMilliseconds = (
  { processor, waiting }: { readonly processor: number; readonly waiting: number },
  memoryMegabytes: number,
): number =>
  Math.ceil(processor * Math.max(1, wholeProcessorMegabytes / memoryMegabytes) + waiting);

/** Lambda bills a second of a function with 1,024 MB as a GB-second. */
export const gigabyteSeconds = (milliseconds: number, memoryMegabytes: number): number =>
  (milliseconds / 1000) * (memoryMegabytes / 1024);

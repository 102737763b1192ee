import { Fault } from '../../platform/core/fault.ts';
import type { QinlingFunction } from './function.ts';
import type { Instant } from '../../platform/core/instant.ts';

/** What makes a function's code run, apart from the function it belongs to. */
export type Runnable = Pick<
  QinlingFunction,
  | 'code'
  | 'cpu'
  | 'entry'
  | 'memorySize'
  | 'packageKey'
  | 'revision'
  | 'runtimeId'
  | 'timeoutSeconds'
>;

/**
 * A function frozen at one of its revisions: code and everything it runs with. Where Qinling freezes
 * the package alone, Lambda freezes the configuration with it.
 */
export interface FunctionVersion extends Runnable {
  readonly id: string;
  readonly projectId: string;
  readonly functionId: string;
  /** 1, 2, …: Qinling's number. */
  readonly number: number;
  readonly description: string | null;
  /** Lambda's own number, which drifts apart from ours; null until it is published. */
  readonly lambdaVersion: string | null;
  /** Why it can never be published. */
  readonly publishError: string | null;
  /** Environments that Lambda is to keep ready for it, whether they are used or not. */
  readonly provisioned: number;
  /** Lambda is still to be told of them. */
  readonly provisionPending: boolean;
  /** Why Lambda keeps none of them ready. */
  readonly provisionError: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

/** Versions a function may have at a time (`qinling/utils/constants.py`). */
export const maximumVersions = 10;

export const isUnpublished = ({ lambdaVersion, publishError }: FunctionVersion): boolean =>
  lambdaVersion === null && publishError === null;

/** Whether Lambda is to be told how many environments to keep ready, and can be. */
export const isToBeProvisioned = ({ lambdaVersion, provisionPending }: FunctionVersion): boolean =>
  lambdaVersion !== null && provisionPending;

/** Refuses what Qinling makes no version of (`qinling/api/controllers/v1/function_version.py`). */
export function requireVersionable(
  fn: QinlingFunction,
  versions: readonly FunctionVersion[],
): void {
  if (fn.code.source !== 'package')
    throw new Fault('forbidden', 'Function versioning only allowed for package type function.');
  if (versions.length >= maximumVersions)
    throw new Fault('forbidden', `Can not exceed maximum number(${maximumVersions}) of versions`);
  const latest = versions.find(({ number }) => number === fn.latestVersion);
  if (latest?.code.source === 'package' && latest.code.md5sum === fn.code.md5sum)
    throw new Fault(
      'forbidden',
      `Function package not changed since the latest version ${fn.latestVersion}.`,
    );
}

export const missingVersion = (functionId: string, version: number): Fault =>
  new Fault(
    'not-found',
    `FunctionVersion not found [function_id=${functionId}, version_number=${version}]`,
  );

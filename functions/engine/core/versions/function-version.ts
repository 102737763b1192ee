import { Fault } from '../../../platform/core/fault.ts';
import type { QinlingFunction } from '../functions/function.ts';
import type { Instant } from '../../../platform/core/instant.ts';

/** What makes a function's code run, apart from the function it belongs to. */
export type Runnable = Pick<
  QinlingFunction,
  | 'code'
  | 'cpu'
  | 'credential'
  | 'entry'
  | 'memorySize'
  | 'packageKey'
  | 'revision'
  | 'runtimeId'
  | 'secrets'
  | 'timeoutSeconds'
>;

/**
 * A function frozen at one of its revisions, with its code and configuration. Qinling freezes only the
 * package; Lambda freezes the configuration, too.
 */
export interface FunctionVersion extends Runnable {
  readonly id: string;
  readonly projectId: string;
  readonly functionId: string;
  /** 1, 2, …: Qinling's number. */
  readonly number: number;
  readonly description: string | null;
  /** Lambda's own number, which may differ from ours; null until it is published. */
  readonly lambdaVersion: string | null;
  /** Why it can never be published. */
  readonly publishError: string | null;
  /** How many environments Lambda is to keep ready for it (provisioned concurrency). */
  readonly provisioned: number;
  /** Whether Lambda has yet to be told of that number. */
  readonly provisionPending: boolean;
  /** When an administrator last detached the version, after which its earlier environments count no more. */
  readonly detachedAt?: Instant;
  /** Why Lambda keeps none of them ready. */
  readonly provisionError: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

/** The next version of a function, of its newest code. */
export const newVersion = (
  fn: QinlingFunction,
  made: Pick<FunctionVersion, 'createdAt' | 'description' | 'id'>,
): FunctionVersion => ({
  ...made,
  projectId: fn.projectId,
  functionId: fn.id,
  number: fn.latestVersion + 1,
  code: fn.code,
  cpu: fn.cpu,
  ...(fn.credential && { credential: fn.credential }),
  entry: fn.entry,
  memorySize: fn.memorySize,
  packageKey: fn.packageKey,
  revision: fn.revision,
  runtimeId: fn.runtimeId,
  ...(fn.secrets && { secrets: fn.secrets }),
  timeoutSeconds: fn.timeoutSeconds,
  lambdaVersion: null,
  publishError: null,
  provisioned: 0,
  provisionPending: false,
  provisionError: null,
  updatedAt: null,
});

/** The most versions a function may have at a time (`qinling/utils/constants.py`). */
export const maximumVersions = 10;

export const isUnpublished = ({ lambdaVersion, publishError }: FunctionVersion): boolean =>
  lambdaVersion === null && publishError === null;

/** Whether Lambda has yet to be told how many environments to keep ready, and can be told now. */
export const isToBeProvisioned = ({ lambdaVersion, provisionPending }: FunctionVersion): boolean =>
  lambdaVersion !== null && provisionPending;

/**
 * Refuses where Qinling makes no version (`qinling/api/controllers/v1/function_version.py`), except that a
 * function from object storage may have versions, too: it has a package as any other.
 */
export function requireVersionable(
  fn: QinlingFunction,
  versions: readonly FunctionVersion[],
): void {
  if (fn.code.source === 'image')
    throw new Fault('forbidden', 'Function versioning only allowed for package type function.');
  if (versions.length >= maximumVersions)
    throw new Fault('forbidden', `Can not exceed maximum number(${maximumVersions}) of versions`);
  const latest = versions.find(({ number }) => number === fn.latestVersion);
  if (
    latest &&
    isSameCode(latest, fn) &&
    hasSameSecrets(latest, fn) &&
    hasSameCredential(latest, fn)
  )
    throw new Fault(
      'forbidden',
      `Function package not changed since the latest version ${fn.latestVersion}.`,
    );
}

/** A package from object storage is copied for each change, so its copy tells whether it changed. */
const isSameCode = (left: Runnable, right: Runnable): boolean =>
  left.code.source === 'package' && right.code.source === 'package'
    ? left.code.md5sum === right.code.md5sum
    : left.packageKey === right.packageKey;

/** A secret that is set again is sealed anew, so this is false then. */
const hasSameSecrets = ({ secrets: one = [] }: Runnable, { secrets: other = [] }: Runnable) =>
  one.length === other.length && one.every(({ sealed }, index) => sealed === other[index]?.sealed);

const hasSameCredential = ({ credential: one }: Runnable, { credential: other }: Runnable) =>
  one?.sealed === other?.sealed;

export const missingVersion = (functionId: string, version: number): Fault =>
  new Fault(
    'not-found',
    `FunctionVersion not found [function_id=${functionId}, version_number=${version}]`,
  );

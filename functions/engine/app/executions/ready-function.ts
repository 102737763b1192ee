import { isOutOfPatience } from '../../core/execution-schedule.ts';
import type { Execution } from '../../core/execution.ts';
import type { QinlingFunction } from '../../core/function.ts';
import type { Ports } from '../../ports.ts';

/** Code that Lambda can run now. */
export interface ReadyCode {
  readonly functionId: string;
  /** Lambda's number of a version; undefined for the newest code. */
  readonly qualifier: string | undefined;
  readonly timeoutSeconds: number;
  /** The function or version its executions are counted for. */
  readonly counted: { readonly projectId: string; readonly id: string };
}

export type Readiness =
  | { readonly kind: 'ready'; readonly code: ReadyCode }
  /** Lambda does not run the newest revision yet, or has not published the version. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'hopeless'; readonly why: string };

/**
 * Whether an execution can begin. Never with other code than was asked for: not with older code than
 * its function's row names, and on a version only with what that version has frozen.
 */
export async function readyFunction(
  ports: Pick<Ports, 'functions' | 'versions' | 'clock'>,
  execution: Execution,
): Promise<Readiness> {
  const { projectId, functionId, functionVersion, functionAlias } = execution;
  if (functionId === null)
    return hopeless(
      functionAlias === null
        ? 'It names no function.'
        : `FunctionAlias ${functionAlias} does not exist.`,
    );
  // An administrator runs other projects' functions in executions of his own.
  const fn =
    (await ports.functions.get(projectId, functionId)) ?? (await ports.functions.find(functionId));
  if (!fn) return hopeless(`Function ${functionId} does not exist.`);
  const readiness = functionVersion
    ? await readyVersion(ports, fn, functionVersion)
    : readyNewest(fn);
  return readiness.kind === 'pending' && isOutOfPatience(execution.createdAt, ports.clock.now())
    ? hopeless(`Function ${functionId} was not ready in time.`)
    : readiness;
}

function readyNewest(fn: QinlingFunction): Readiness {
  const { id: functionId, projectId, timeoutSeconds } = fn;
  if (fn.revision !== fn.appliedRevision) return { kind: 'pending' };
  if (fn.applyError !== null) return hopeless(fn.applyError);
  const counted = { projectId, id: functionId };
  return { kind: 'ready', code: { functionId, qualifier: undefined, timeoutSeconds, counted } };
}

async function readyVersion(
  { versions }: Pick<Ports, 'versions'>,
  { id: functionId, projectId }: QinlingFunction,
  number: number,
): Promise<Readiness> {
  const all = await versions.list({ projectId, functionId });
  const version = all.find((candidate) => candidate.number === number);
  if (!version) return hopeless(`Version ${number} of function ${functionId} does not exist.`);
  const { id, lambdaVersion: qualifier, publishError, timeoutSeconds } = version;
  if (publishError !== null) return hopeless(publishError);
  if (qualifier === null) return { kind: 'pending' };
  const counted = { projectId, id };
  return { kind: 'ready', code: { functionId, qualifier, timeoutSeconds, counted } };
}

const hopeless = (why: string): Readiness => ({ kind: 'hopeless', why });

import type { Execution } from '../../core/executions/execution.ts';
import type { FunctionCredential } from '../../core/functions/function-credential.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import type { Ports } from '../../ports.ts';
import { isGivenUp } from './patience.ts';

/** Code that Lambda can run now. */
export interface ReadyCode {
  readonly functionId: string;
  /** Lambda's number of a version; undefined for the newest code. */
  readonly qualifier: string | undefined;
  readonly timeoutSeconds: number;
  /** With which the execution gets a token. */
  readonly credential: FunctionCredential | null | undefined;
  /** The function or version that its executions are counted for. */
  readonly counted: { readonly projectId: string; readonly id: string };
}

export type Readiness =
  | { readonly kind: 'ready'; readonly code: ReadyCode }
  /** Lambda does not run the newest revision yet, or has not published the version yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'impossible'; readonly why: string };

/**
 * Whether an execution can start. It never runs other code than was asked for: the newest code only once
 * Lambda runs the revision in the function's row, and a version only with the code it froze.
 */
export async function readinessOf(
  ports: Pick<Ports, 'clock' | 'functions' | 'reviews' | 'versions'>,
  execution: Execution,
): Promise<Readiness> {
  const { projectId, functionId, functionVersion, functionAlias } = execution;
  if (functionId === null)
    return impossible(
      functionAlias === null
        ? 'It names no function.'
        : `FunctionAlias ${functionAlias} does not exist.`,
    );
  // An administrator's execution may run another project's function.
  const fn =
    (await ports.functions.get(projectId, functionId)) ?? (await ports.functions.find(functionId));
  if (!fn) return impossible(`Function ${functionId} does not exist.`);
  const readiness = functionVersion
    ? await versionReadiness(ports, fn, functionVersion)
    : newestReadiness(fn);
  return readiness.kind === 'pending' && (await isGivenUp(ports, execution))
    ? impossible(`Function ${functionId} was not ready in time.`)
    : readiness;
}

function newestReadiness(fn: QinlingFunction): Readiness {
  const { id: functionId, projectId, timeoutSeconds, credential } = fn;
  if (fn.revision !== fn.appliedRevision) return { kind: 'pending' };
  if (fn.applyError !== null) return impossible(fn.applyError);
  const counted = { projectId, id: functionId };
  const code = { functionId, qualifier: undefined, timeoutSeconds, credential, counted };
  return { kind: 'ready', code };
}

async function versionReadiness(
  { versions }: Pick<Ports, 'versions'>,
  { id: functionId, projectId }: QinlingFunction,
  number: number,
): Promise<Readiness> {
  const all = await versions.list({ projectId, functionId });
  const version = all.find((candidate) => candidate.number === number);
  if (!version) return impossible(`Version ${number} of function ${functionId} does not exist.`);
  const { id, lambdaVersion: qualifier, publishError, timeoutSeconds, credential } = version;
  if (publishError !== null) return impossible(publishError);
  if (qualifier === null) return { kind: 'pending' };
  const counted = { projectId, id };
  return { kind: 'ready', code: { functionId, qualifier, timeoutSeconds, credential, counted } };
}

const impossible = (why: string): Readiness => ({ kind: 'impossible', why });

import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { LoginSource } from '../../../platform/ports.ts';
import { contended } from '../../core/contended.ts';
import {
  type AskedCredential,
  credentialPlace,
  type FunctionCredential,
  requireCredential,
} from '../../core/functions/function-credential.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import type { Ports } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { visibleFunction } from '../visible-to-caller.ts';

type Changing = Pick<Ports, 'clock' | 'functions' | 'ids' | 'sleep'>;

/** Registers an application credential of the caller's own, in the function's project. */
export async function registerCredential(
  ports: Changing & Pick<Ports, 'applicationCredentials' | 'secretBox'>,
  caller: Caller,
  functionId: string,
  asked: Asked<AskedCredential>,
  source: LoginSource,
): Promise<void> {
  requireRole(caller, 'member');
  const { projectId, revision } = await visibleFunction(ports, caller, functionId);
  const { id, secret } = await asked();
  requireCredential({ id, secret });
  const owner = await ports.applicationCredentials.byApplicationCredential(id, secret, source);
  if (!owner) throw new Fault('invalid', 'This is no valid application credential.');
  if (owner.userId !== caller.userId || owner.projectId !== projectId)
    throw new Fault(
      'forbidden',
      "The application credential must be your own, and for the function's project.",
    );
  const place = { projectId, functionId, name: credentialPlace(id) };
  const sealed = await ports.secretBox.seal(place, secret);
  await change(ports, caller, functionId, (fn) => {
    // The owner gives his rights to the code that was there when he asked, not to what came since.
    if (fn.revision !== revision) throw contended('Function', functionId);
    return { id, userId: caller.userId, sealed };
  });
}

/** Removes it from the function. Published versions keep what they were published with. */
export async function removeCredential(
  ports: Changing,
  caller: Caller,
  functionId: string,
): Promise<void> {
  requireRole(caller, 'member');
  await change(ports, caller, functionId, (fn) => {
    registered(fn);
    return null;
  });
}

/** The credential of a function. Nobody is ever shown its secret. */
export async function showCredential(
  ports: Pick<Ports, 'functions'>,
  caller: Caller,
  functionId: string,
): Promise<Pick<FunctionCredential, 'id' | 'userId'> & { readonly active: boolean }> {
  requireRole(caller, 'reader');
  const { id, userId, sealed } = registered(await visibleFunction(ports, caller, functionId));
  return { id, userId, active: sealed !== null };
}

function registered({ id, credential }: QinlingFunction): FunctionCredential {
  if (!credential) throw new Fault('not-found', `Function ${id} has no application credential.`);
  return credential;
}

/** Not a new revision: Lambda is told nothing of it, and the next execution reads the row. */
async function change(
  ports: Changing,
  caller: Caller,
  functionId: string,
  next: (fn: QinlingFunction) => FunctionCredential | null,
): Promise<void> {
  await whileStale(
    ports,
    () => contended('Function', functionId),
    async () => {
      const fn = await visibleFunction(ports, caller, functionId);
      const changed = { ...fn, credential: next(fn), updatedAt: ports.clock.now() };
      return (await ports.functions.replace(changed, fn)) === 'stored' ? changed : 'stale';
    },
  );
}

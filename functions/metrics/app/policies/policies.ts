import type { Caller } from '../../../platform/core/caller.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';
import { requireAdmin, requireAdminOrService } from '../../core/access.ts';
import type { ArchivePolicy, ArchivePolicyItem } from '../../core/archive-policy.ts';
import { redefined } from '../../core/policy-draft.ts';
import { contended, invalid, noSuchPolicy, policyExists } from '../../core/refusal.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'policies'>;

export const listPolicies = ({ policies }: Needs): Promise<readonly ArchivePolicy[]> =>
  policies.list();

export async function findPolicy({ policies }: Needs, name: string): Promise<ArchivePolicy> {
  const policy = await policies.get(name);
  if (!policy) throw noSuchPolicy(name);
  return policy;
}

export async function createPolicy(
  { policies }: Needs,
  caller: Caller,
  policy: ArchivePolicy,
): Promise<void> {
  requireAdminOrService(caller);
  if ((await policies.create(policy)) === 'exists') throw policyExists(policy.name);
}

export interface PolicyChange {
  readonly definition: readonly ArchivePolicyItem[];
  readonly backWindow: number | undefined;
}

export async function updatePolicy(
  ports: Needs & Pick<Ports, 'ids' | 'sleep'>,
  caller: Caller,
  { name, definition, backWindow }: PolicyChange & { readonly name: string },
): Promise<ArchivePolicy> {
  requireAdmin(caller);
  return whileStale(
    ports,
    () => contended(`Archive policy ${name}`),
    async () => {
      const seen = await findPolicy(ports, name);
      const next = redefined(seen, definition, backWindow);
      return (await ports.policies.replace(next, seen)) === 'stored' ? next : 'stale';
    },
  );
}

export async function deletePolicy(
  { policies }: Needs,
  caller: Caller,
  name: string,
): Promise<void> {
  requireAdmin(caller);
  const outcome = await policies.remove(name);
  if (outcome === 'missing') throw noSuchPolicy(name);
  if (outcome === 'used') throw invalid(`Archive policy ${name} is still in use`);
}

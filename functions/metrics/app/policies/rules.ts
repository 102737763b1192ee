import type { Caller } from '../../../platform/core/caller.ts';
import { requireAdmin } from '../../core/access.ts';
import type { ArchivePolicyRule } from '../../core/archive-policy.ts';
import { inOrder } from '../../core/choose-policy.ts';
import { invalid, noSuchRule, ruleExists } from '../../core/refusal.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'policies'>;

export const listRules = async ({ policies }: Needs): Promise<readonly ArchivePolicyRule[]> =>
  inOrder(await policies.listRules());

export async function findRule({ policies }: Needs, name: string): Promise<ArchivePolicyRule> {
  const rule = await policies.getRule(name);
  if (!rule) throw noSuchRule(name);
  return rule;
}

export async function createRule(
  { policies }: Needs,
  caller: Caller,
  rule: ArchivePolicyRule,
): Promise<void> {
  requireAdmin(caller);
  const outcome = await policies.createRule(rule);
  if (outcome === 'exists') throw ruleExists(rule.name);
  if (outcome === 'policy-missing')
    throw invalid({ cause: 'Archive policy does not exist', detail: rule.policyName });
}

export async function renameRule(
  ports: Needs,
  caller: Caller,
  { name, to }: { readonly name: string; readonly to: string },
): Promise<ArchivePolicyRule> {
  const rule = await findRule(ports, name);
  requireAdmin(caller);
  if (name === to) return rule;
  const outcome = await ports.policies.renameRule(rule, to);
  if (outcome === 'missing') throw noSuchRule(name);
  if (outcome === 'exists')
    throw invalid(
      `Archive policy rule ${name} does not support change: Archive policy rule ${to} already exists.`,
    );
  return { ...rule, name: to };
}

export async function deleteRule(ports: Needs, caller: Caller, name: string): Promise<void> {
  await findRule(ports, name);
  requireAdmin(caller);
  if ((await ports.policies.removeRule(name)) === 'missing') throw noSuchRule(name);
}

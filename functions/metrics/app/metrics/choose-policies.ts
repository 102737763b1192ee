import { policyChosenBy } from '../../core/choose-policy.ts';
import type { MetricDraft, MetricWish } from '../../core/metric-draft.ts';
import type { MetricPlanEntry } from '../../core/plan-metrics.ts';
import { invalid } from '../../core/refusal.ts';
import type { Ports } from '../../ports.ts';
import { listRules } from '../policies/rules.ts';

type Needs = Pick<Ports, 'policies'>;

/** What a metric is asked to be, apart from its resource. */
export interface MetricRequest {
  readonly name: string | null;
  readonly policyName: string | undefined;
  readonly unit: string | undefined;
}

/** Chooses the policies of new metrics by the rules where none is named, and refuses one that is not there. */
export async function policyChooser(
  ports: Needs,
): Promise<(request: MetricRequest) => MetricDraft> {
  const [rules, policies] = await Promise.all([listRules(ports), ports.policies.list()]);
  const known = new Set(policies.map(({ name }) => name));
  return ({ name, policyName, unit }) => {
    const chosen = policyName ?? policyChosenBy(rules, name);
    if (!known.has(chosen)) throw invalid(`Archive policy ${chosen} does not exist`);
    return { name, unit: unit ?? null, policyName: chosen };
  };
}

/** The same for what a resource's metrics are to be. */
export async function choosePolicies(
  ports: Needs,
  wishes: ReadonlyMap<string, MetricWish>,
): Promise<ReadonlyMap<string, MetricPlanEntry>> {
  const isNew = [...wishes.values()].some((wish) => !('id' in wish));
  const choose = isNew ? await policyChooser(ports) : undefined;
  return new Map(
    [...wishes].flatMap(([name, wish]): readonly [string, MetricPlanEntry][] => {
      if ('id' in wish) return [[name, wish]];
      return choose ? [[name, { draft: choose({ name, ...wish }) }]] : [];
    }),
  );
}

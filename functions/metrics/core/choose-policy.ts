import { matchesGlob } from '../../events/core/glob.ts';
import { byCodePoint } from '../../platform/core/python-json.ts';
import type { ArchivePolicyRule } from './archive-policy.ts';
import { invalid } from './refusal.ts';

/** In the order in which they are asked: patterns from the last on, so that the more special come first. */
export const inOrder = (rules: readonly ArchivePolicyRule[]): readonly ArchivePolicyRule[] =>
  rules.toSorted(
    (left, right) => byCodePoint(right.pattern, left.pattern) || byCodePoint(left.name, right.name),
  );

/** The name of the policy that the first matching rule chooses for a metric of this name. */
export function policyChosenBy(rules: readonly ArchivePolicyRule[], name: string | null): string {
  const rule = rules.find(({ pattern }) => matchesGlob(pattern, name ?? ''));
  if (!rule)
    throw invalid(
      `No archive policy name specified and no archive policy rule found matching the metric name ${name ?? 'None'}`,
    );
  return rule.policyName;
}

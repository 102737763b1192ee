/** A metric as it is asked for, with its policy chosen. */
export interface MetricDraft {
  readonly name: string | null;
  readonly unit: string | null;
  readonly policyName: string;
}

/** What a resource's metric is to be: an existing one, by id, or a new one, whose policy the rules may choose. */
export type MetricWish =
  | { readonly id: string }
  | { readonly policyName: string | undefined; readonly unit: string | undefined };

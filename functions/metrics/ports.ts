import type { DueRows, PlatformPorts } from '../platform/ports.ts';
import type { ArchivePolicy, ArchivePolicyRule } from './core/archive-policy.ts';
import type { Metric } from './core/metric.ts';
import type { ResourceType } from './core/resource-type.ts';
import type { Resource, Revision } from './core/resource.ts';

/**
 * Archive policies and the rules that choose one by a metric's name. Reads are consistent. The policies and
 * the rule that Gnocchi has from the beginning are there from the first read on.
 */
export interface PolicyStore {
  get(name: string): Promise<ArchivePolicy | undefined>;
  /** By name. */
  list(): Promise<readonly ArchivePolicy[]>;
  create(policy: ArchivePolicy): Promise<'created' | 'exists'>;
  /** Stores `next` only if the policy is still `seen`. */
  replace(next: ArchivePolicy, seen: ArchivePolicy): Promise<'stored' | 'stale'>;
  /** Removes the policy unless a rule or a metric names it, also one that is created at the same time. */
  remove(name: string): Promise<'removed' | 'missing' | 'used'>;

  getRule(name: string): Promise<ArchivePolicyRule | undefined>;
  listRules(): Promise<readonly ArchivePolicyRule[]>;
  createRule(rule: ArchivePolicyRule): Promise<'created' | 'exists' | 'policy-missing'>;
  renameRule(rule: ArchivePolicyRule, name: string): Promise<'renamed' | 'missing' | 'exists'>;
  removeRule(name: string): Promise<'removed' | 'missing'>;
}

/** Types of resources; `generic` is always there. Reads are consistent. */
export interface ResourceTypeStore {
  get(name: string): Promise<ResourceType | undefined>;
  list(): Promise<readonly ResourceType[]>;
  create(type: ResourceType): Promise<'created' | 'exists'>;
  /** Stores `next` only if the version before it is still the present one. */
  replace(next: ResourceType): Promise<'stored' | 'stale'>;
  /** Removes the type unless there is a resource of it, also one that is created at the same time. */
  remove(name: string): Promise<'removed' | 'missing' | 'used'>;
}

/** A change of a resource: what it becomes, and of its metrics, which change together with it or not at all. */
export interface ResourceChange {
  readonly seen: Resource;
  /** Its version is the one after `seen`. */
  readonly next: Resource;
  /** Keeps `seen` in the history; `next` began at `next.revisionStart`. */
  readonly revised: boolean;
  readonly metrics: MetricChanges;
}

/** New metrics of a resource, which is the same revision afterwards. */
export interface MetricAdditions extends Pick<ResourceChange, 'seen' | 'next'> {
  readonly created: readonly Metric[];
}

export interface MetricChanges {
  /** New ones of the resource. */
  readonly created: readonly Metric[];
  /** Existing ones that join the resource, each with the resource that it leaves, if that is another. */
  readonly attached: readonly {
    readonly seen: Metric;
    readonly next: Metric;
    readonly from?: Resource | undefined;
  }[];
  /** Those that leave the resource and stay, as they were. */
  readonly detached: readonly Metric[];
  /** Those that are deleted. */
  readonly removed: readonly Metric[];
}

/** What a list reads: everything, or what a project owns or created. */
export interface ResourceScope {
  readonly projectId?: string | undefined;
  /** If it is missing, all types. */
  readonly type?: string | undefined;
}

/** Resources and their history. Reads are consistent; a list has every resource once, in no order. */
export interface ResourceStore {
  get(id: string): Promise<Resource | undefined>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Resource>>;
  list(scope: ResourceScope): AsyncIterable<readonly Resource[]>;
  /** Those before the present one, the oldest first. */
  revisions(resource: Resource): Promise<readonly Revision[]>;
  /** `stale`: its type, the policy of a metric or a metric to be attached has changed or is gone. */
  create(
    resource: Resource,
    metrics: Pick<MetricChanges, 'created' | 'attached'>,
  ): Promise<'created' | 'exists' | 'stale'>;
  replace(change: ResourceChange): Promise<'stored' | 'stale'>;
  /** Adds new metrics to several resources, each of which is decided for itself, in as few requests as possible. */
  addMetrics(additions: readonly MetricAdditions[]): Promise<readonly ('stored' | 'stale')[]>;
  /** Removes the resource with its metrics and its history. They cannot be read from then on. */
  remove(resource: Resource): Promise<'removed' | 'stale'>;
}

/** What a list of metrics reads: all, or those that a project created or whose resource it owns. */
export interface MetricScope {
  readonly projectId?: string | undefined;
}

/**
 * Metrics by id. A metric of a resource exists as long as the resource names it, so whoever looks one up also
 * reads its resource (`app/metrics/find-metric.ts`). Reads are consistent.
 */
export interface MetricIndex {
  get(id: string): Promise<Metric | undefined>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Metric>>;
  /** In order of the ids, from the one after `after` on. */
  list(scope: MetricScope, after: string | undefined): AsyncIterable<readonly Metric[]>;
  /** A metric without resource. `policy-missing`: it was removed at the same time. */
  create(metric: Metric): Promise<'created' | 'policy-missing'>;
  /** A metric without resource. */
  remove(metric: Metric): Promise<'removed' | 'stale'>;
}

/** What is left of deleted metrics and resources, and of changes that were not finished, by id. */
export interface IndexLeftovers extends DueRows<string> {
  /** Clears it away; a repetition does no harm. */
  clear(id: string): Promise<void>;
}

export interface MetricsSettings {
  /** The base URL that users see, without a trailing slash. */
  readonly publicUrl: string;
}

/** Everything a use case may touch outside itself. A use case names the few it needs with `Pick`. */
export interface Ports extends PlatformPorts {
  readonly policies: PolicyStore;
  readonly resourceTypes: ResourceTypeStore;
  readonly resources: ResourceStore;
  readonly metrics: MetricIndex;
  readonly leftovers: IndexLeftovers;
  readonly settings: MetricsSettings;
}

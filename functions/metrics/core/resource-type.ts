import type { AttributeValue } from './resource.ts';

/** What the values of an attribute may be. */
export type AttributeLimits =
  | { readonly type: 'string'; readonly minLength: number; readonly maxLength: number }
  | { readonly type: 'number'; readonly min: number | null; readonly max: number | null }
  | { readonly type: 'uuid' }
  | { readonly type: 'bool' }
  | { readonly type: 'datetime' };

export type ResourceAttribute = AttributeLimits & {
  readonly required: boolean;
  /** What resources have that were created before the attribute was required. */
  readonly fill?: AttributeValue;
};

/** A kind of resources and their attributes. Names are unique in the deployment. */
export interface ResourceType {
  readonly name: string;
  readonly attributes: Readonly<Record<string, ResourceAttribute>>;
  /** Counts its changes. */
  readonly version: number;
}

/** Always there, without attributes. Stands for every type where resources are read. */
export const generic = 'generic';

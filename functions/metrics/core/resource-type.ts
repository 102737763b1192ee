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
  /** The version of the type with which it came: values of older resources belong to another of that name. */
  readonly since: number;
  /** What resources without a value have that are older than version `since` of the type. */
  readonly fill?: { readonly value: AttributeValue; readonly since: number };
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

export const genericType: ResourceType = { name: generic, attributes: {}, version: 1 };

import { Fault } from '../../../platform/core/fault.ts';
import type { Instant } from '../../../platform/core/instant.ts';

/** A name in a project that points at a function and version, and can be moved. */
export interface FunctionAlias {
  /** Unique in its project. */
  readonly name: string;
  readonly id: string;
  readonly projectId: string;
  readonly description: string | null;
  readonly functionId: string;
  /** 0 means the function's newest code. */
  readonly functionVersion: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

export const missingAlias = (name: string): Fault =>
  new Fault('not-found', `FunctionAlias not found [name=${name}]`);

/** What another alias of the project has already: both name and target are unique. */
export type AliasDuplicate = 'name' | 'target';

const columns: Readonly<Record<AliasDuplicate, string>> = {
  name: "['project_id', 'name']",
  target: "['project_id', 'function_id', 'function_version']",
};

export const duplicateAlias = (duplicate: AliasDuplicate): Fault =>
  new Fault('invalid', `Duplicate entry for function_aliases: ${columns[duplicate]}`);

import { Fault } from '../../../platform/core/fault.ts';
import { shownValue } from '../shown-value.ts';
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

/**
 * Whether a text can be an alias: clients put the name into a path as it is, so only what RFC 3986 calls
 * unreserved can be addressed, and no dot segment.
 */
export const isAliasName = (text: string): boolean =>
  /^[\w.~-]{1,255}$/.test(text) && text !== '.' && text !== '..';

export function requireAliasName(name: string): void {
  if (!isAliasName(name))
    throw new Fault(
      'invalid',
      `Invalid alias name '${shownValue(name)}': it consists of 1 to 255 letters, digits and the characters - . _ ~, and is not . or ..`,
    );
}

export const missingAlias = (name: string): Fault =>
  new Fault('not-found', `FunctionAlias not found [name=${shownValue(name)}]`);

/** What another alias of the project has already: both name and target are unique. */
export type AliasDuplicate = 'name' | 'target';

const columns: Readonly<Record<AliasDuplicate, string>> = {
  name: "['project_id', 'name']",
  target: "['project_id', 'function_id', 'function_version']",
};

export const duplicateAlias = (duplicate: AliasDuplicate): Fault =>
  new Fault('invalid', `Duplicate entry for function_aliases: ${columns[duplicate]}`);

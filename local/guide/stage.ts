import type { Session } from '../session.ts';
import type { Check } from './check.ts';
import type { Shell } from './shell.ts';

/** What each part of the story plays with. */
export interface Stage extends Shell {
  readonly session: Session;
  /** Folder of the clients' programs. */
  readonly bin: string;
  /** Opens a part of the story. */
  readonly heading: (text: string) => void;
  readonly check: (...checks: readonly Check[]) => void;
}

/** The members of a JSON object that a client printed as text; none if it is no such text. */
export function jsonOf(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(String(text));
    return Object.fromEntries(Object.entries(value ?? {}));
  } catch {
    return {};
  }
}

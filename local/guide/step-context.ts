import type { Session } from '../session.ts';
import type { Check } from './check.ts';
import type { Shell } from './shell.ts';

/** What every step of the guide uses. */
export interface StepContext extends Shell {
  readonly session: Session;
  /** The folder with the clients' programs. */
  readonly bin: string;
  /** Prints the title of a step. */
  readonly heading: (text: string) => void;
  readonly check: (...checks: readonly Check[]) => void;
}

/** The members of a JSON object that a client printed as text; none if the text is not JSON. */
export function jsonOf(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(String(text));
    return Object.fromEntries(Object.entries(value ?? {}));
  } catch {
    return {};
  }
}

import type { CandidateKey } from './core/candidate-key.ts';
import type { EventRule } from './core/event-rule.ts';

/** An alarm that shares a rule of the bus, as it was when its row was written. */
export interface Candidate {
  readonly alarmId: string;
  /** A later version replaces an earlier one. */
  readonly version: number;
  readonly rule: { readonly event: EventRule; readonly enabled: boolean };
}

/** What a project's candidates were when it was read. */
export interface CandidateVersion {
  /** A counter for each slot of keys; it changes after every change of their rows. */
  readonly slots: readonly number[];
  /** How many shapes of keys were known. */
  readonly shapes: number;
  /** Whether every alarm that shares has a row here. Until then some are found by release 0.2's rows alone. */
  readonly complete: boolean;
}

/** The rows that alarms are found by that share a rule. Reads are consistent. */
export interface CandidateRows {
  /** Reads of the same moment share a request, in which a project is asked for once. */
  version(projectId: string): Promise<CandidateVersion>;
  /** Shapes are never removed. */
  shapes(projectId: string): Promise<ReadonlySet<string>>;
  ofKey(projectId: string, key: CandidateKey): Promise<readonly Candidate[]>;
}

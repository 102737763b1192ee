/** What a look at a deployment found. */
export interface Finding {
  readonly what: string;
  /** `only on AWS`: a rehearsal went the way, and the emulator cannot answer. */
  readonly outcome: 'holds' | 'fails' | 'only on AWS';
  readonly detail: string;
}

export const lineOf = ({ what, outcome, detail }: Finding): string =>
  `${outcome.padEnd(11)} ${what}: ${detail}`;

/** One kind of thing that destroying the stacks would leave behind: rules, users' Lambda functions. */
export interface Leftovers {
  /** How many one call takes. */
  readonly atOnce: number;
  list(): Promise<readonly string[]>;
  /** What is gone already is no error. */
  remove(names: readonly string[]): Promise<void>;
}

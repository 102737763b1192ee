/** One kind of resource that is created at run time and would outlive the stacks: rules, users' Lambda functions. */
export interface Leftovers {
  /** How many one call of `remove` takes. */
  readonly atOnce: number;
  list(): Promise<readonly string[]>;
  /** It is no error if one is already gone. */
  remove(names: readonly string[]): Promise<void>;
}

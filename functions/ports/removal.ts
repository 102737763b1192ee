/** One kind of thing that is made at run time, outside any stack: rules, users' Lambda functions. */
export interface Leftovers {
  list(): Promise<readonly string[]>;
  /** What is gone already is no error. */
  remove(name: string): Promise<void>;
}

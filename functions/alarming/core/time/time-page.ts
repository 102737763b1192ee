/** A page of a list by time. */
export interface TimePage {
  readonly limit: number;
  /** Only what sorts before this id. */
  readonly before?: string | undefined;
}

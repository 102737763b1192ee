/** Compares things by a text of theirs, as DynamoDB orders rows by sort key. */
export const byText =
  <Thing>(textOf: (thing: Thing) => string) =>
  (left: Thing, right: Thing): number =>
    textOf(left) < textOf(right) ? -1 : 1;

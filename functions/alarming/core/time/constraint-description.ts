/** How Aodh describes a time constraint that is given no description. */
export const constraintDescription = (start: string, durationSeconds: number): string =>
  `Time constraint at ${start} lasting for ${durationSeconds} seconds`;

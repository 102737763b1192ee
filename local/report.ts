/** Prints one line about a command's progress. */
export type Report = (line: string) => void;

/** Runs a long step; reports its start, every ten seconds that it is running, and how long it took. */
export async function reported<T>(
  report: Report,
  step: string,
  work: () => Promise<T>,
): Promise<T> {
  const begun = Date.now();
  const seconds = (): string => `${((Date.now() - begun) / 1000).toFixed(0)} s`;
  report(`${step} …`);
  const still = setInterval(() => report(`${step} … ${seconds()}`), 10_000);
  try {
    const result = await work();
    report(`${step}: done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(still);
  }
}

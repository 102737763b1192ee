/** Where a command says how far it is: one line a call. */
export type Report = (line: string) => void;

/** Does one long step; says that it begins, every ten seconds that it goes on, and how long it took. */
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

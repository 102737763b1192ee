/** Below this a measurement is mostly the clock. */
const leastMilliseconds = 1;
const maximumRounds = 12;
const doublings = 4;

/** What caches, memory and a busy machine add to each doubling. Quadratic work comes out at 4, and is still seen. */
const allowance = 1.2;

/**
 * How many times as long work takes for twice the input, on average of four doublings, less an allowance.
 * Both sizes are measured in turn in one run, and the best of each counts.
 */
export function growthOf<Input>(
  make: (size: number) => Input,
  work: (input: Input) => unknown,
  size = 300,
): number {
  const [small, large] = [make(size), make(size * 2 ** doublings)];
  let runs = 1;
  while (millisecondsOf(work, small, runs) < leastMilliseconds) runs *= 2;
  const best = { small: Infinity, large: Infinity };
  const growth = () => (best.large / best.small) ** (1 / doublings) / allowance;
  for (let round = 0; round < maximumRounds; round += 1) {
    best.small = Math.min(best.small, millisecondsOf(work, small, runs) / runs);
    best.large = Math.min(best.large, millisecondsOf(work, large, 1));
    if (round > 1 && growth() < 2.3) break;
  }
  return growth();
}

function millisecondsOf<Input>(work: (input: Input) => unknown, input: Input, runs: number) {
  const start = performance.now();
  for (let run = 0; run < runs; run += 1) work(input);
  return performance.now() - start;
}

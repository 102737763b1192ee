/**
 * How many times longer the work takes on twice the input. Each size is measured several times in turn and
 * its best time counts, and of three such comparisons the lowest, so that what else the machine does falls
 * out. Quadratic work takes four times as long in each.
 */
export const growth = <Input>(
  inputOf: (size: number) => Input,
  work: (input: Input) => unknown,
  size: number,
): number => Math.min(...[1, 2, 3].map(() => compared(inputOf, work, size)));

function compared<Input>(
  inputOf: (size: number) => Input,
  work: (input: Input) => unknown,
  size: number,
): number {
  const [small, large] = [inputOf(size), inputOf(size * 2)];
  const best = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  for (let run = 0; run < 7; run += 1) {
    best.small = Math.min(best.small, milliseconds(work, small));
    best.large = Math.min(best.large, milliseconds(work, large));
  }
  return best.large / best.small;
}

/** Of the processor, which other programs do not add to. */
function milliseconds<Input>(work: (input: Input) => unknown, input: Input): number {
  const before = process.cpuUsage();
  work(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

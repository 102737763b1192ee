/**
 * Where a number lies on the grid of those that EventBridge compares exactly, as steps of the grid.
 * `below` and `above` are equal when the number is on it. Places follow the order of the numbers.
 */
export interface Place {
  readonly below: bigint;
  readonly above: bigint;
}

/** Hundred-thousandths: ten digits before the point and five behind are fifteen. */
const stepsPerUnit = 100_000n;
const decimals = 5;

/** Numbers further out all lie between the last step and one that stands for everything beyond. */
const lastStep = 4_000_000_000n * stepsPerUnit;
const beyond = 4_500_000_000n * stepsPerUnit;

export const stepNumber = (step: bigint): number => Number(step) / Number(stepsPerUnit);

/** The next step upwards or downwards. */
export function nextStep(step: bigint, direction: 1n | -1n): bigint {
  const next = step + direction;
  const outside = next > lastStep || next < -lastStep;
  if (!outside) return next;
  // From beyond inwards lies the last step of that side.
  return step === direction * -beyond ? -direction * lastStep : direction * beyond;
}

/**
 * The place of a number. A float counts as the shortest decimal that stands for it: those keep the
 * order of the floats, and of the integers among them.
 */
export function numberPlace(value: bigint | number): Place {
  if (typeof value === 'bigint') return placeOf(value * stepsPerUnit, 1n);
  if (Math.abs(value) > 4e9) return outsidePlace(value > 0);
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  const shift = Number(exponent) - fraction.length + decimals;
  const scaled = BigInt(whole + fraction);
  return shift >= 0
    ? placeOf(scaled * 10n ** BigInt(shift), 1n)
    : placeOf(scaled, 10n ** BigInt(-shift));
}

/** The place of an instant in microseconds since 1970, as seconds. */
export const instantPlace = (microseconds: bigint): Place => placeOf(microseconds, 10n);

function placeOf(numerator: bigint, denominator: bigint): Place {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const below = remainder < 0n ? quotient - 1n : quotient;
  const above = remainder > 0n ? quotient + 1n : quotient;
  if (above > lastStep) return outsidePlace(true);
  if (below < -lastStep) return outsidePlace(false);
  return { below, above };
}

const outsidePlace = (positive: boolean): Place =>
  positive ? { below: lastStep, above: beyond } : { below: -beyond, above: -lastStep };

export const isExact = ({ below, above }: Place): boolean => below === above;

/** The text by which a number that is not on the grid is told from all others; the same for 1 and 1.0. */
export const exactText = (value: bigint | number): string =>
  typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);

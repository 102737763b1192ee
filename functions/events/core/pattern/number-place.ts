/**
 * A number's place on a grid of numbers that EventBridge compares exactly. `below` and `above` are the
 * nearest steps of the grid, equal if the number is a step itself. Places have the order of the numbers.
 */
export interface Place {
  readonly below: bigint;
  readonly above: bigint;
}

/** EventBridge compares 15 digits: ten before the decimal point and five after it. */
const stepsPerUnit = 100_000n;
const decimals = 5;

/** All numbers beyond the last step lie between it and `beyond`. */
const lastStep = 4_000_000_000n * stepsPerUnit;
const beyond = 4_500_000_000n * stepsPerUnit;

export const stepNumber = (step: bigint): number => Number(step) / Number(stepsPerUnit);

/** The next step up or down. */
export function nextStep(step: bigint, direction: 1n | -1n): bigint {
  const next = step + direction;
  const outside = next > lastStep || next < -lastStep;
  if (!outside) return next;
  // Coming back from beyond, the next step is the last one on that side.
  return step === direction * -beyond ? -direction * lastStep : direction * beyond;
}

/**
 * The place of a number. A float is placed by its shortest decimal form, which keeps the order among
 * floats and integers.
 */
export function numberPlace(value: bigint | number): Place {
  // Integers may have thousands of digits, with which arithmetic is slow.
  if (value > 4e9 || value < -4e9) return outsidePlace(value > 0);
  if (typeof value === 'bigint') return placeOf(value * stepsPerUnit, 1n);
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  const shift = Number(exponent) - fraction.length + decimals;
  const scaled = BigInt(whole + fraction);
  return shift >= 0
    ? placeOf(scaled * 10n ** BigInt(shift), 1n)
    : placeOf(scaled, 10n ** BigInt(-shift));
}

/** The place of an instant, given in microseconds since 1970, as a number of seconds. */
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

/** A text that identifies a number off the grid; the same for 1 and 1.0. */
export const exactText = (value: bigint | number): string =>
  typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);

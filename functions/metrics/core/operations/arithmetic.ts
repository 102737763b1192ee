import type { BinaryName, UnaryName } from './operation.ts';

/** As numpy computes: nothing is refused, and what has no value is NaN or infinite. */
export function apply(
  name: Exclude<UnaryName, 'rateofchange' | 'rateofchangesec'>,
  value: number,
): number {
  switch (name) {
    case 'absolute':
      return Math.abs(value);
    case 'negative':
      return -value;
    case 'cos':
      return Math.cos(value);
    case 'sin':
      return Math.sin(value);
    case 'tan':
      return Math.tan(value);
    case 'floor':
      return Math.floor(value);
    case 'ceil':
      return Math.ceil(value);
  }
}

/** Comparisons are 1 or 0. */
export function applyBinary(name: BinaryName, left: number, right: number): number {
  switch (name) {
    case 'eq':
      return Number(left === right);
    case 'ne':
      return Number(left !== right);
    case 'lt':
      return Number(left < right);
    case 'gt':
      return Number(left > right);
    case 'le':
      return Number(left <= right);
    case 'ge':
      return Number(left >= right);
    case 'add':
      return left + right;
    case 'sub':
      return left - right;
    case 'mul':
      return left * right;
    case 'div':
      return left / right;
    case 'mod':
      return modulo(left, right);
    case 'pow':
      return left ** right;
    case 'clip_min':
      return Math.max(left, right);
    case 'clip_max':
      return Math.min(left, right);
    case 'max':
      return Number.isNaN(left) ? right : Number.isNaN(right) ? left : Math.max(left, right);
  }
}

/** With the sign of the divisor, as in Python. */
function modulo(left: number, right: number): number {
  const rest = left % right;
  return rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest;
}

import { LosslessNumber } from 'lossless-json';
import { floatRepr, type Json } from '../../../platform/core/python-json.ts';

/** A value as Python writes a float in JSON: `10.0`. JSON has no NaN and no infinities, which become null. */
export const floatJson = (value: number | undefined): Json =>
  value === undefined || !Number.isFinite(value) ? null : new LosslessNumber(floatRepr(value));

/** A value as a reason shows it: `10.0`, `nan`, `None`. */
export const floatText = (value: number | undefined): string =>
  value === undefined ? 'None' : floatRepr(value);

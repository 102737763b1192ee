import { isoText } from '../../../platform/core/python-datetime-text.ts';
import { floatRepr } from '../../../platform/core/python-json.ts';
import type { TraitValue } from '../notification.ts';

/** A trait's value as Panko prints it: always a text. */
export function traitText(value: TraitValue): string {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'integer') return String(value.integer);
  return value.kind === 'float' ? floatRepr(value.float) : isoText(value.microseconds);
}

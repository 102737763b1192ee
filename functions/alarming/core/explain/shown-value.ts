import type { TraitValue } from '../../../events/core/notification.ts';
import { isoText } from '../../../platform/core/python-datetime-text.ts';
import { floatRepr } from '../../../platform/core/python-json.ts';

/** A value as an explanation shows it: its type by Panko's name, and its text as Python writes it. */
export interface ShownValue {
  readonly type: 'string' | 'integer' | 'float' | 'datetime';
  readonly value: string;
}

/** A text may be as long as an event. */
const shownCharacters = 255;

/** The beginning of a text that may be long, not cut within a character. */
export const cut = (text: string): string =>
  text.length > shownCharacters
    ? `${text.slice(0, shownCharacters).replace(/[\ud800-\udbff]$/, '')}…`
    : text;

export function shownValue(value: TraitValue): ShownValue {
  switch (value.kind) {
    case 'text':
      return { type: 'string', value: cut(value.text) };
    case 'integer':
      return { type: 'integer', value: cut(String(value.integer)) };
    case 'float':
      return { type: 'float', value: floatRepr(value.float) };
    case 'datetime':
      return { type: 'datetime', value: isoText(value.microseconds) };
  }
}

const names = { string: 'text', integer: 'integer', float: 'float', datetime: 'time' } as const;

/** The value in a sentence: `the integer 512`. */
export function spokenValue(value: TraitValue): string {
  const { type, value: text } = shownValue(value);
  return `the ${names[type]} ${text}`;
}

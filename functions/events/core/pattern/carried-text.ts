/** How many characters (code points) of a text are put on the bus for matching. The evaluator compares the rest. */
export const carriedCharacters = 256;

/** Characters that XML, and therefore SQS, does not allow, and lone surrogates, which UTF-8 cannot encode. */
const uncarriable = /\p{Cs}|[\ufffe\uffff]/gu;

/**
 * A text as it is put on the bus. Equal texts stay equal, and a prefix stays a prefix. Different texts
 * may become equal, unless `isCarriedWhole`.
 */
export const carriedText = (text: string): string =>
  Array.from(printableText(text.slice(0, 2 * carriedCharacters)))
    .slice(0, carriedCharacters)
    .join('');

/** Whether no other text has the same form on the bus. */
export const isCarriedWhole = (text: string): boolean =>
  Array.from(text).length < carriedCharacters && !printableText(text).includes('\ufffd');

/** The text with U+FFFD for every character that cannot be put on the bus. */
export const printableText = (text: string): string => text.replace(uncarriable, '\ufffd');

/** Characters (code points) of a text that travel on the bus to be matched; the rest is left to the evaluator. */
export const carriedCharacters = 256;

/** What XML, and with it SQS, cannot carry, and halves of surrogate pairs, which UTF-8 cannot. */
const uncarriable = /\p{Cs}|[\ufffe\uffff]/gu;

/**
 * A text as it travels on the bus. Equal texts stay equal, beginnings stay beginnings; different ones
 * may become equal, which `isCarriedWhole` rules out.
 */
export const carriedText = (text: string): string =>
  Array.from(printableText(text.slice(0, 2 * carriedCharacters)))
    .slice(0, carriedCharacters)
    .join('');

/** Whether no other text travels as this one does. */
export const isCarriedWhole = (text: string): boolean =>
  Array.from(text).length < carriedCharacters && !printableText(text).includes('\ufffd');

/** Every character that cannot travel replaced by one that says so. */
export const printableText = (text: string): string => text.replace(uncarriable, '\ufffd');

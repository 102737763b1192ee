/** The boolean that Aodh reads in a text; undefined if the text is not one. */
export function booleanOf(text: string): boolean | undefined {
  if (/^(1|t|true|on|y|yes)$/i.test(text)) return true;
  if (/^(0|f|false|off|n|no)$/i.test(text)) return false;
  return undefined;
}

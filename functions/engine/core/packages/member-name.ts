/** The upper half of code page 437, which the zip format means where a name is not said to be UTF-8. */
const codePage437 = [
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐',
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0',
].join('');

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The name of a member as Linux and Python expect it: slashes between folders, composed letters (macOS
 * decomposes them, and Python composes what a program imports), and nothing that means nothing (`./`, `//`).
 * A name that is valid UTF-8 is read as UTF-8, because macOS does not say so.
 */
export function memberName(raw: Uint8Array): string {
  const slashed = decoded(raw).replaceAll('\\', '/').normalize('NFC');
  if (slashed.startsWith('/')) return slashed;
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/') + (parts.length > 0 && slashed.endsWith('/') ? '/' : '');
}

function decoded(raw: Uint8Array): string {
  try {
    return utf8.decode(raw);
  } catch {
    return Array.from(raw, (byte) =>
      byte < 0x80 ? String.fromCharCode(byte) : (codePage437[byte - 0x80] ?? ''),
    ).join('');
  }
}

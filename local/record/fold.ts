import type { Line } from './excerpt.ts';

/**
 * Fits a line into a number of columns: commands continue after a backslash, rows of tables are cut,
 * and other output wraps as in a terminal.
 */
export function fold({ kind, text }: Line, columns: number): readonly Line[] {
  if (kind === 'command') return foldCommand(`$ ${text}`, columns).map(lineOf(kind));
  if (/^[|+]/.test(text)) return [lineOf(kind)(cut(text.replace(/ +\|$/, ''), columns))];
  return wrap(text, columns).map(lineOf(kind));
}

const lineOf =
  (kind: Line['kind']) =>
  (text: string): Line => ({ kind, text });

const cut = (text: string, columns: number): string =>
  text.length <= columns ? text : `${text.slice(0, columns - 1).trimEnd()}…`;

function wrap(text: string, columns: number): readonly string[] {
  return text.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? [''];
}

function foldCommand(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  // An option stays with its value.
  for (const part of text.split(/ (?=-)/)) {
    const longer = row === '' ? part : `${row} ${part}`;
    if (longer.length + ' \\'.length <= columns) row = longer;
    else {
      rows.push(`${row} \\`);
      row = `    ${part}`;
    }
  }
  return [...rows, row];
}

import type { Json } from '../../../platform/core/python-json.ts';
import { measureLimits } from '../measures/measure-limits.ts';
import { invalid } from '../refusal.ts';

const token = /\s*(?:([()])|"([^"]*)"|'([^']*)'|([^\s()]+))/y;

/**
 * Nested lists from text: `(aggregate mean (metric cpu mean))`. What follows the first list is ignored, as by the
 * library that Gnocchi reads them with. A name with blanks is written in quotes.
 */
export function readNested(text: string): Json {
  if (text.length > measureLimits.operationsCharacters)
    throw unreadable(`Expected at most ${measureLimits.operationsCharacters} characters`);
  const open: Json[][] = [];
  token.lastIndex = 0;
  for (;;) {
    const at = token.lastIndex;
    const [, bracket, double, single, word] = token.exec(text) ?? [];
    const list = open.at(-1);
    if (bracket === '(') {
      if (open.length >= measureLimits.operationsNesting)
        throw invalid(`Operations nest more than ${measureLimits.operationsNesting} levels`);
      const inner: Json[] = [];
      list?.push(inner);
      open.push(inner);
    } else if (!list) throw unreadable(`Expected '(', (at char ${at}), (line:1, col:${at + 1})`);
    else if (bracket === ')') {
      open.pop();
      if (open.length === 0) return list;
    } else {
      const part = double ?? single ?? word;
      if (part === undefined)
        throw unreadable(`Expected ')', (at char ${at}), (line:1, col:${at + 1})`);
      list.push(part);
    }
  }
}

const unreadable = (detail: string) =>
  invalid({
    cause: 'Invalid operations',
    reason: 'Fail to parse the operations string',
    detail,
  });

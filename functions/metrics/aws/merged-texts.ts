/** Texts of a source that is not used up, in order. */
interface Reader {
  page: readonly string[];
  /** Where the next text is in the page. */
  at: number;
  readonly pages: AsyncIterator<readonly string[]>;
}

async function fill(reader: Reader): Promise<boolean> {
  while (reader.at === reader.page.length) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const page = await reader.pages.next();
    if (page.done) return false;
    reader.page = page.value;
    reader.at = 0;
  }
  return true;
}

/** The texts of several sorted sources in order, each once, `size` at a time. */
export async function* mergedTexts(
  sources: readonly AsyncIterable<readonly string[]>[],
  size: number,
): AsyncIterable<readonly string[]> {
  let open: readonly Reader[] = sources.map((source) => ({
    page: [],
    at: 0,
    pages: source[Symbol.asyncIterator](),
  }));
  let found: string[] = [];
  let last: string | undefined;
  while (true) {
    // oxlint-disable-next-line no-await-in-loop -- nothing to await until a source is empty
    const filled = await Promise.all(open.map(fill));
    open = open.filter((_, i) => filled[i]);
    if (open.length === 0) break;
    for (const text of inOrder(open)) {
      if (text === last) continue;
      found.push(text);
      last = text;
      if (found.length < size) continue;
      yield found;
      found = [];
    }
  }
  if (found.length > 0) yield found;
}

/** Takes texts as long as every source has one at hand, which is when the least of all is known. */
function* inOrder(readers: readonly Reader[]): Iterable<string> {
  while (readers.every(({ page, at }) => at < page.length)) {
    const least = readers.reduce((left, right) => (head(right) < head(left) ? right : left));
    yield head(least);
    least.at += 1;
  }
}

const head = ({ page, at }: Reader): string => page[at] ?? '';

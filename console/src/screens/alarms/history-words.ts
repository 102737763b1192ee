import * as z from 'zod';

const detail = z.record(z.string(), z.unknown());

interface Change {
  readonly type: string;
  /** JSON text */
  readonly detail: string;
}

/** What changed, in a line. Texts that are long are cut. */
export function changeWords({ type, detail: text }: Change): string {
  const read = parsed(text);
  if (read === undefined) return text.slice(0, 300);
  if (type === 'state transition') {
    const reason = read['transition_reason'] ?? read['state_reason'];
    return [`State ${textOf(read['state'])}`, reason === undefined ? '' : textOf(reason)]
      .filter((part) => part !== '')
      .join(': ');
  }
  if (type === 'creation') return `Made as ${textOf(read['name'])}`;
  if (type === 'deletion') return 'Deleted';
  return Object.entries(read)
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${textOf(value)}`)
    .join('; ');
}

function parsed(text: string): z.infer<typeof detail> | undefined {
  try {
    return detail.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

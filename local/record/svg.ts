import type { Line } from './excerpt.ts';

const cell = { width: 7.8, height: 18 };
const padding = 18;
/** Gaps, and the space above a heading. */
const halfLine = 12;

/** Colours are GitHub's, light and dark. */
const style = `
.paper { fill: #f6f8fa; stroke: #d1d9e0 }
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #59636e; white-space: pre }
.heading { fill: #0969da; font-weight: 600 }
.command { fill: #1f2328; font-weight: 600 }
.gap { fill: #818b98 }
.mark { fill: #1a7f37; font-weight: 600 }
@media (prefers-color-scheme: dark) {
  .paper { fill: #151b23; stroke: #3d444d }
  text { fill: #9198a1 }
  .heading { fill: #4493f8 }
  .command { fill: #f0f6fc }
  .gap { fill: #656c76 }
  .mark { fill: #3fb950 }
}`;

export interface Drawing {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly columns: number;
  /** What stands out in the output. */
  readonly marks: RegExp;
}

/** Draws lines of a terminal. Each line has a fixed width, so that columns stand whatever the font. */
export function svg({ title, lines, columns, marks }: Drawing): string {
  let y = padding - 4;
  const rows = lines.map((line, index) => {
    y += line.kind === 'gap' ? halfLine : cell.height;
    if (line.kind === 'heading' && lines[index - 1]?.kind !== 'gap') y += halfLine;
    return row(line, y, marks);
  });
  const width = Math.ceil(columns * cell.width + 2 * padding);
  const height = y + padding;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>${style}
</style>
<rect class="paper" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.join('\n')}
</svg>
`;
}

function row({ kind, text }: Line, y: number, marks: RegExp): string {
  if (kind === 'gap') return `<text class="gap" x="${padding}" y="${y + 4}">⋯</text>`;
  const length = Number((text.length * cell.width).toFixed(1));
  const content = kind === 'output' ? marked(text, marks) : escaped(text);
  return `<text class="${kind}" x="${padding}" y="${y}" textLength="${length}" xml:space="preserve">${content}</text>`;
}

const marked = (text: string, marks: RegExp): string =>
  text
    .split(new RegExp(`(${marks.source})`))
    .map((part, index) =>
      index % 2 === 1 ? `<tspan class="mark">${escaped(part)}</tspan>` : escaped(part),
    )
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

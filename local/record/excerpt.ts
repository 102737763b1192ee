import type { Step } from './transcript.ts';

/** What is shown of one command: the output lines that match one of these. */
export interface Shot {
  readonly command: string;
  readonly lines: readonly RegExp[];
}

export interface Line {
  /** A gap stands for lines that are left out. */
  readonly kind: 'heading' | 'command' | 'output' | 'gap';
  readonly text: string;
}

/**
 * The lines to show of a transcript. A shot that finds no command, or a pattern that finds no line,
 * is an error: the guide has changed and the shots have not.
 */
export function excerpt(steps: readonly Step[], shots: readonly Shot[]): readonly Line[] {
  let heading = '';
  return shots.flatMap((shot): readonly Line[] => {
    const step = steps.find(({ command }) => command.startsWith(shot.command));
    if (!step) throw new Error(`The transcript has no command \`${shot.command}\`.`);
    const opening: readonly Line[] =
      step.heading === heading ? [] : [{ kind: 'heading', text: step.heading }];
    heading = step.heading;
    return [...opening, { kind: 'command', text: step.command }, ...shownOutput(step, shot)];
  });
}

function shownOutput({ command, output }: Step, { lines }: Shot): readonly Line[] {
  for (const pattern of lines)
    if (!output.some((text) => pattern.test(text)))
      throw new Error(`\`${command}\` printed no line like ${pattern}.`);
  const marked = output
    .filter((text) => text.trim() !== '')
    .map(
      (text): Line =>
        lines.some((pattern) => pattern.test(text))
          ? { kind: 'output', text }
          : { kind: 'gap', text: '' },
    );
  return marked.filter(({ kind }, index) => kind !== 'gap' || marked[index - 1]?.kind !== 'gap');
}

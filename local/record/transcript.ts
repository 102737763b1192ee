/** One command of a transcript and what it printed. */
export interface Step {
  /** The heading it stands under, `# A function`; empty before the first. */
  readonly heading: string;
  readonly command: string;
  readonly output: readonly string[];
}

/** The commands of a transcript: lines that begin with `$ `. */
export function stepsOf(transcript: string): readonly Step[] {
  const steps: Step[] = [];
  let heading = '';
  for (const line of transcript.split('\n')) {
    const last = steps.at(-1);
    if (line.startsWith('# ')) heading = line;
    else if (line.startsWith('$ ')) steps.push({ heading, command: line.slice(2), output: [] });
    else if (last) steps[steps.length - 1] = { ...last, output: [...last.output, line] };
  }
  return steps;
}

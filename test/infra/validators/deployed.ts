import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deploymentOf } from '../support.ts';
import type { Combination } from './combinations.ts';
import { type Template, templateShape, writtenOut } from './references.ts';

/** A resource with all that it refers to written out. */
export interface WrittenResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Deployed extends Combination {
  /** The template files, one a stack. */
  readonly files: readonly string[];
  /** What cdk-nag says, warnings included. */
  readonly objections: readonly unknown[];
  readonly resources: readonly WrittenResource[];
}

/** Synthesizes a deployment and writes its templates to the folder. Synthesis itself fails where cdk-nag reports an error. */
export function deployed(combination: Combination, folder: string): Deployed {
  const { settings, purge, region } = combination;
  const { app } = deploymentOf(settings, { purge });
  const templates = app.synth().stacks.map(({ stackName, template }) => {
    const file = join(folder, `${stackName}.json`);
    writeFileSync(file, JSON.stringify(template));
    return { file, template: templateShape.parse(template) };
  });
  return {
    ...combination,
    files: templates.map(({ file }) => file),
    objections: new AwsSolutionsChecks(app).validateScope(app).violations,
    resources: resourcesOf(
      templates.map(({ template }) => template),
      writtenOut(
        templates.map(({ template }) => template),
        region,
      ),
    ),
  };
}

const resourcesOf = (
  templates: readonly Template[],
  written: (value: unknown) => unknown,
): readonly WrittenResource[] =>
  templates.flatMap(({ Resources }) =>
    Object.entries(Resources).map(([id, { Type: type, Properties = {} }]) => ({
      id,
      type,
      properties: Object.fromEntries(
        Object.entries(Properties).map(([key, value]) => [key, written(value)]),
      ),
    })),
  );

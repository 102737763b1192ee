import type { EventRule } from './alarm.ts';
import { projectPattern } from './project-pattern.ts';

/** A stand-in until the rule compiler is there: wakes the evaluator for every event of the project. */
export const compileEventRule = (_rule: EventRule, projectId: string) => projectPattern(projectId);

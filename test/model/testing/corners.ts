/** Programs that lead to steps few others reach: batches that fill, walks that give up half-way, races that are lost. */

import type { Program } from '../../../core/program/program.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { policies, policy } from './builtin.js';
import { testPrograms } from './programs.js';

export interface Corner {
  readonly program: Program;
  readonly under: readonly CompiledPolicy[];
}

/** The tags are the policies under which a program leads there; `'*'`: every one that stands alone. */
export const corners: readonly Corner[] = testPrograms('corners').map((program) => ({
  program,
  under: program.tags.flatMap((tag) => (tag === '*' ? policies : [policy(tag)])),
}));

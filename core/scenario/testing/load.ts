import type { Program } from '../../program/program.js';
import { loadProgram } from '../load.js';

/** A scenario without its name, which does not matter to the test. */
export function load(lines: string): Program {
  return loadProgram(`name: x\n${lines}`, 'x.yaml');
}

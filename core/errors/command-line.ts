/** Options and arguments that are not what a command takes. */

import { CowlabError } from './cowlab-error.js';
import { sentence } from './words.js';

/** @param found what is wrong with it, a sentence without its stop */
export function badOption(found: string, expected: string, hint?: string): CowlabError {
  return new CowlabError('COW021', sentence(found), { expected, hint });
}

/** Neither a built-in scenario nor a file. @param hint what was perhaps meant */
export function noScenario(nameOrPath: string, expected: string, hint: string): CowlabError {
  return new CowlabError('COW123', `There is no scenario named \`${nameOrPath}\`, and no such file.`, { expected, hint });
}

/** @param why completes "the policy of the kernel is unknown: …" @param hint what is known of kernels near it */
export function unknownKernel(kernel: string, why: string, hint: string): CowlabError {
  return new CowlabError('COW029', sentence(`The policy of the kernel \`${kernel}\` is unknown: ${why}`), {
    expected: 'X.Y, X.Y.Z or a whole `uname -r` that the table of `cowlab list kernels` covers', hint,
  });
}

/** The table knows the kernel's policy, but there is none of that name. @param source where the table has it from */
export function kernelNotBuilt(kernel: string, policy: string, source: string): CowlabError {
  return new CowlabError('COW029', `The kernel ${kernel} has the policy \`${policy}\` (${source}), which is not built yet.`, {
    expected: 'a kernel whose policy `cowlab list policies` names',
  });
}

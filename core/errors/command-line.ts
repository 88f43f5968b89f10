/** What a command is asked for, and cannot do. */

import { CowlabError } from './cowlab-error.js';
import { didYouMean, oneOf, sentence } from './words.js';

/** @param said by the parser of options @param near the option that was perhaps meant */
export function badOption(said: string, near: string | undefined): CowlabError {
  return new CowlabError('COW021', sentence(said), {
    expected: 'what `--help` of the command shows',
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  });
}

/** @param commands those that there are */
export function commandNotBuilt(command: string, commands: readonly string[]): CowlabError {
  return new CowlabError('COW222', `The command \`${command}\` is not built yet.`, { expected: `one of ${commands.join(', ')}` });
}

/** @param pipe its path; undefined: standard input */
export function pipeGivenTwice(pipe: string | undefined): CowlabError {
  return new CowlabError('COW223', `${pipe === undefined ? 'Standard input' : `The pipe ${pipe}`} is given twice.`, {
    expected: 'each pipe once, for one thing',
    hint: 'write it to a file first, and give that',
  });
}

/** Results that came through a pipe lie in no folder. */
export function noPlaceForReport(): CowlabError {
  return new CowlabError('COW227', 'Results from a pipe do not tell where their report is to be.', { expected: '--out FOLDER' });
}

/** @param compared ids of the policies */
export function baselineNotCompared(baseline: string, compared: readonly string[]): CowlabError {
  return new CowlabError('COW228', `The baseline \`${baseline}\` is not among the policies that are compared.`, {
    expected: `--baseline with one of ${compared.join(', ')}`,
    hint: 'name it in --policy too',
  });
}

/** @param known ids of the policies, in words */
export function noPolicyNamed(known: string): CowlabError {
  return new CowlabError('COW229', 'No policy is named.', { expected: `--policy ID or --kernel RELEASE; policies: ${known}` });
}

/** Where one run is shown. */
export function severalPoliciesNamed(): CowlabError {
  return new CowlabError('COW320', 'More than one policy is named.', { expected: 'one --policy or --kernel' });
}

/** @param kind what is to be listed */
export function listOfNoPolicy(kind: string): CowlabError {
  return new CowlabError('COW321', `\`list ${kind}\` is not of one policy.`, { expected: '`cowlab list steps --policy ID`' });
}

/** Neither a built-in scenario nor a file. @param near names of built-in ones that were perhaps meant */
export function noScenario(nameOrPath: string, near: readonly string[]): CowlabError {
  return new CowlabError('COW123', `There is no scenario named \`${nameOrPath}\`, and no such file.`, {
    expected: 'a scenario file, or the name of a built-in scenario',
    hint:
      near.length === 0
        ? '`cowlab list scenarios` names the built-in ones'
        : `did you mean the built-in ${near.map((name) => `\`${name}\``).join(' or ')}?`,
  });
}

/** Neither a built-in workload nor a recording. */
export function noWorkload(name: string, known: readonly string[]): CowlabError {
  const near = didYouMean(name, known);
  return new CowlabError('COW423', `There is no workload named \`${name}\`.`, {
    expected: oneOf(known),
    hint: `${near === undefined ? '' : `${near} `}a recording is given by its path, as in ./my.perf-script.gz`,
  });
}

/**
 * @param said of it by the table: completes "the policy of the kernel is unknown: …"; undefined: nothing
 * @param series that it is of, and the policies that are known there
 */
export function unknownKernel(
  kernel: string,
  said: string | undefined,
  series: { readonly name: string; readonly known: readonly string[] } | undefined,
): CowlabError {
  const because = said ?? 'the table does not have it, and a base version does not tell, since policies travel by backport';
  return new CowlabError('COW029', sentence(`The policy of the kernel \`${kernel}\` is unknown: ${because}`), {
    expected: 'X.Y, X.Y.Z or a whole `uname -r` that the table of `cowlab list kernels` covers',
    hint:
      series === undefined || series.known.length === 0
        ? '`--policy` names a policy itself'
        : `known of ${series.name}: ${series.known.join('; ')}`,
  });
}

/** The table knows the kernel's policy, but there is none of that name. @param source where the table has it from */
export function kernelNotBuilt(kernel: string, policy: string, source: string): CowlabError {
  return new CowlabError('COW126', `The kernel ${kernel} has the policy \`${policy}\` (${source}), which is not built yet.`, {
    expected: 'a kernel whose policy `cowlab list policies` names',
  });
}

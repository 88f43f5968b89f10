/** Text that is no YAML, too much of it, or YAML of another kind than scenarios are. */

import { CowlabError } from './cowlab-error.js';
import { showCount } from './numbers.js';
import { sentence } from './words.js';

/** @param said in the words of the YAML library @param hint what was perhaps meant */
export function notYaml(said: string, where: string, hint?: string): CowlabError {
  return new CowlabError('COW001', sentence(`The file is not YAML: ${said}`), { where, hint });
}

/** Nothing, or nothing but comments. */
export function emptyFile(where: string): CowlabError {
  return new CowlabError('COW013', 'The file is empty.', { where, hint: 'a scenario has at least `name`, `memory` and `steps`' });
}

/** @param where the second one begins */
export function severalDocuments(where: string): CowlabError {
  return new CowlabError('COW014', 'The file has more than one YAML document.', { where, hint: 'one scenario is one file' });
}

/** @param most levels that a file may have @param where the one that is too deep */
export function nestedTooDeeply(most: number, where: string): CowlabError {
  return new CowlabError('COW015', `Lists and maps are nested too deeply, more than ${most} levels.`, {
    where,
    hint: 'a scenario needs about ten',
  });
}

/** @param parts what is counted: tokens, or parts with what aliases stand for */
export function tooManyParts(parts: 'tokens' | 'parts', most: number, where: string): CowlabError {
  const counted = parts === 'tokens' ? 'tokens' : 'parts, with what its aliases stand for';
  return new CowlabError('COW016', `The file has more than ${showCount(most)} ${counted}.`, { where });
}

const unused = { construct: 'This YAML construct', list: 'A list with keys' } as const;

/** @param part a list whose entries have keys, a value of some type (`{ type: 'bigint' }`), or any other construct */
export function unusedYaml(part: keyof typeof unused | { readonly type: string }, where: string): CowlabError {
  const named = typeof part === 'string' ? unused[part] : `A value of the type ${part.type}`;
  return new CowlabError('COW017', `${named} is not used here.`, { where });
}

/** `*name` without a `&name` before it. */
export function unknownAnchor(name: string, where: string): CowlabError {
  return new CowlabError('COW018', `There is no anchor named \`${name}\`.`, { where });
}

/** `&a { b: *a }`. */
export function aliasWithinItself(where: string): CowlabError {
  return new CowlabError('COW019', 'The alias contains itself.', { where });
}

/** Scenarios that the loader refuses, as tables of cases. */

import { describe, expect, it } from 'vitest';
import { CowlabError, type ErrorCode } from '../../errors/errors.js';
import { loadProgram } from '../load.js';

/** What is wrong, the text, the place, the code, and words the whole message must contain. */
type Case = readonly [what: string, text: string, place: string, code: ErrorCode, ...words: string[]];

/** Line 2 of most cases. */
export const memory = 'memory: { buf: { pages: 2 }, ro: { pages: 1, backing: file, shared: true, prot: r } }';

/** Lines 1 to 3, then steps from line 4 with their actor in column 5. */
export function steps(...lines: string[]): string {
  return ['name: x', memory, 'steps:', ...lines.map((line) => `  - ${line}`), ''].join('\n');
}

/** Lines 1 to 3, then the racing actors from line 4. */
export function race(...lines: string[]): string {
  return ['name: x', memory, 'race:', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** A valid scenario of four lines, then more of it from line 5. */
export function top(line: string): string {
  return `${steps('P: { read: buf }')}${line}\n`;
}

/** A scenario with this memory in line 2. */
export function area(text: string, rest = ''): string {
  return `name: x\nmemory: { a: ${text} }\n${rest}steps: [{ P: { read: a } }]\n`;
}

function refusal(text: string): CowlabError {
  try {
    loadProgram(text, 'f');
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error(`loaded: ${text}`);
}

/** A test for each: the place and the code, and a test for each of the words. */
export function assertRefused(cases: readonly Case[]): void {
  describe.each(cases)('%s', (_, text, place, code, ...words) => {
    const error = refusal(text);
    it(`is refused at ${place} with ${code}`, () => {
      expect(`${error.where} ${error.code}`).toBe(`f:${place} ${code}`);
      expect(error.exitCode).toBe(2);
    });
    it.runIf(words.length > 0).each(words)('says %s', (word) => {
      expect(error.format()).toContain(word);
    });
  });
}

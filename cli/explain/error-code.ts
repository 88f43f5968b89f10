/** `cowlab explain COW012`: the page of an error code, as `docs/errors.md` has it. */

import { codesOfErrors, errorPages, exitCodesInWords, exitCodesOf } from '../../core/errors/catalogue.js';
import { errorTitles, type ErrorCode } from '../../core/errors/codes.js';
import { unknownName } from '../../core/errors/errors.js';
import { show } from '../printed.js';
import { lookOf } from '../terminal.js';
import { wrap } from './wrap.js';

/** Is it an error code that somebody wants explained, known or not? No scenario is called like one. */
export function isErrorCode(word: string): boolean {
  return /^cow\d+$/iu.test(word);
}

/** @returns the exit code @throws {CowlabError} COW004 for a code that there is not, with the nearest */
export function explainErrorCode(asked: string, isJson: boolean): number {
  const code = codesOfErrors.find((known) => known === asked.toUpperCase());
  if (code === undefined) throw unknownName('error code', asked, codesOfErrors);
  const text = isJson ? `${JSON.stringify(documentOf(code), undefined, 2)}\n` : textOf(code, lookOf().width);
  return show({ text, isJson, code: 0 });
}

function documentOf(code: ErrorCode): object {
  const { meaning, remedy, examples } = errorPages[code];
  const exitCodes = exitCodesOf(code);
  return {
    schema: 'cowlab/error@1',
    code,
    title: errorTitles[code],
    meaning: plain(meaning),
    remedy: plain(remedy),
    exitCodes,
    examples: examples.map((example) => example.format()),
  };
}

function textOf(code: ErrorCode, width: number): string {
  const { meaning, remedy, examples } = errorPages[code];
  const paragraph = (words: string): string[] => [...wrap(plain(words), width), ''];
  return [
    ...paragraph(`${code}: ${errorTitles[code]}`),
    ...paragraph(meaning),
    ...examples.flatMap((example) => [
      ...example
        .format()
        .split('\n')
        .map((line) => `    ${line}`),
      '',
    ]),
    ...paragraph(`What to do: ${remedy}`),
    `Exit code ${exitCodesInWords(code)}.`,
    '',
  ].join('\n');
}

/** Links of the page in `docs/` become the paths of what they lead to. */
function plain(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\(([^)]+)\)/gu, '$1 (docs/$2)');
}

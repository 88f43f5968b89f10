import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CowlabError } from '../../../../core/errors/errors.js';
import { loadProgram } from '../../../../core/scenario/load.js';
import { decodeText } from '../../../../core/run/input/decode-text.js';

const folder = fileURLToPath(new URL('../../../../workloads/scenarios/', import.meta.url));
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(folder + name));

/** What has broken readers of YAML before. */
const nasty = [
  '\0',
  '\uFEFF',
  '\u0085',
  '\u2028',
  '\r',
  '\t',
  '%YAML 1.1\n---\n',
  '...\n',
  '---\n',
  '? ',
  '*a ',
  '&a ',
  '<<: *a',
  '!!binary aGk=',
  '!!python/object:x ',
  '[[[[[[',
  '{{{{{{',
  '- - - - - - ',
  '>-\n',
  '|2\n',
  "'",
  '"',
  '#',
  'null',
  '~',
  '.inf',
  '.nan',
  '0x10',
  '0o7',
  '1e400',
  '-0',
  '2026-01-01',
  'yes',
  '__proto__: ',
  'constructor: ',
  'toString',
  'a[0]',
  'buf[4294967295]',
  'buf[1..0]',
  'times: 65536',
  'pages: 4096',
  'value: 999999',
  ', ,',
  '}',
  ']',
  ': ',
  '['.repeat(80),
  '*',
  '&',
  '{ P: { fork: C } }',
  'race: { P: [] }',
  '\n  - P: { exit: true }',
].map((text) => Buffer.from(text));
const damage = fc.oneof(
  fc.constantFrom(...nasty),
  fc.uint8Array({ minLength: 1, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
);

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly insert: Buffer;
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({ at: fc.nat(), cut: fc.oneof(fc.nat(3), fc.nat(400)), insert: damage });

function edited(bytes: Buffer, edits: readonly Edit[]): Buffer {
  return edits.reduce((before, { at, cut, insert }) => {
    const start = at % (before.length + 1);
    return Buffer.concat([before.subarray(0, start), insert, before.subarray(start + cut)]);
  }, bytes);
}

/** `loaded`, `refused` as errors of input are, or whatever else happened. */
function outcomeOf(bytes: Uint8Array): string {
  try {
    loadProgram(decodeText(bytes, 'f'), 'f');
    return 'loaded';
  } catch (error) {
    if (!(error instanceof CowlabError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
    const lines = error.format().split('\n');
    const isSaid = lines.every((line) => /^(?:f:\d+:\d+: COW\d{3}: | {2}(?:expected|hint): |… and \d+ more mistake)/u.test(line));
    return error.exitCode === 2 && isSaid ? 'refused' : error.format();
  }
}

describe('the built-in scenarios, damaged byte by byte,', () => {
  it('load or are refused with codes and places, and nothing else ever happens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenarios), fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (scenario, edits) => {
        expect(['loaded', 'refused']).toContain(outcomeOf(edited(scenario, edits)));
      }),
      { numRuns: 2000, seed: 6 },
    );
  });

  it('tell their mistakes in ascending order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenarios), fc.array(anyEdit, { minLength: 2, maxLength: 4 }), (scenario, edits) => {
        let said = '';
        try {
          loadProgram(decodeText(edited(scenario, edits), 'f'), 'f');
        } catch (error) {
          said = error instanceof CowlabError ? error.format() : '';
        }
        const lines = [...said.matchAll(/^f:(\d+):/gmu)].map(([, line]) => Number(line));
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      }),
      { numRuns: 500, seed: 6 },
    );
  });
});

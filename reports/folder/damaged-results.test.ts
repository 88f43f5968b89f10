import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { CowlabError } from '../../core/errors/errors.js';
import { sampleResults } from '../testing/sample-results.js';
import { readResults } from './read-results.js';
import { resultsJson } from './results-json.js';

const folder = mkdtempSync(join(tmpdir(), 'cowlab-damaged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = Buffer.from(resultsJson(sampleResults()));
const file = join(folder, 'results.json');

async function outcomeOf(bytes: Uint8Array): Promise<unknown> {
  writeFileSync(file, bytes);
  return readResults(file).catch((error: unknown) => {
    if (error instanceof CowlabError && error.exitCode === 2 && error.where?.startsWith(file) === true) return 'refused';
    throw error;
  });
}

const damage = fc.oneof(
  fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('-', '0', '1e400', '"', '{', '[', ',', 'null', '"__proto__": 1,', '\uFEFF', '\\u0000', '9007199254740993')
    .map((text) => Buffer.from(text)),
);

it('results damaged anywhere are refused, or mean exactly what was written', async () => {
  const expected = sampleResults();
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(30), damage, async (at, cut, insert) => {
      const bytes = Buffer.concat([whole.subarray(0, at), insert, whole.subarray(at + cut)]);
      const outcome = await outcomeOf(bytes);
      expect(outcome === 'refused' ? expected : outcome).toEqual(expected);
    }),
    { numRuns: 1000, seed: 6 },
  );
});

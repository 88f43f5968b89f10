import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadProgram } from '../../core/scenario/load.js';
import type { Program } from '../../core/program/program.js';
import { expectationsFor } from '../../core/run/expectations.js';
import { verdictResult } from '../../core/run/verdict-result.js';
import type { VerdictResult } from '../../core/run/results.js';
import { checkedCase } from '../testing/programs.js';
import { renderVerdicts, type TextOptions } from './text.js';

function result(program: Program, id: string): VerdictResult {
  const { policy, checked } = checkedCase(program, id);
  return verdictResult(
    program,
    policy,
    checked,
    expectationsFor(program, policy, (key) => key),
  );
}

function scenario(name: string, expected: string): Program {
  return loadProgram(
    `
name: ${name}
title: The story of ${name}
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - C: { get: buf, as: pipe }
  - C: { munmap: buf }
  - P: { write: buf, value: 2 }
  - C: { read-ref: pipe, as: r0 }
expect: ${expected}
`,
    `${name}.scenario.yaml`,
  );
}

const policies = ['mapcount', 'early-cow', 'anon-exclusive'];

function rendered(programs: readonly Program[], options: Partial<TextOptions> = {}): string {
  const results = programs.flatMap((program) => policies.map((id) => result(program, id)));
  return renderVerdicts(programs, results, { colour: false, width: 100, quiet: false, changes: [], ...options });
}

const right = (name: string): Program => scenario(name, '{ mapcount: violates, early-cow: holds, anon-exclusive: holds }');
const wrong = (name: string): Program => scenario(name, '{ early-cow: violates }');

describe('verdicts as text', () => {
  it('have a line per policy with word, symbol and counts, and the first breach below', () => {
    const text = rendered([right('one')]);
    expect(text).toMatch(/^one {2}The story of one$/mu);
    expect(text).toMatch(/^ {2}mapcount +✗ violates +1 outcome, \d+ states, \d+ transitions$/mu);
    expect(text).toContain('      isolation: C.r0 = 2, the eager machine allows {1} (and 1 more)\n');
    expect(text).toMatch(/^ {2}early-cow +✓ holds/mu);
    expect(text).toMatch(/3 checks of 1 scenario: 1 violates, 2 hold; nothing unexpected\n$/u);
  });

  it('mark what is not as expected, in place and at the end', () => {
    const text = rendered([wrong('one')]);
    expect(text).toMatch(/^! early-cow +✓ holds/mu);
    expect(text).toContain('      expected: violates\n');
    expect(text).toContain(
      '2 without an expectation; 1 not as expected\n! one under early-cow: found holds; expected: violates\n',
    );
  });

  it('share lines where there are many scenarios, except what is not as expected', () => {
    const text = rendered([right('one'), right('two'), right('three'), wrong('four')]);
    expect(text).toContain('  ✓ holds     early-cow, anon-exclusive\n');
    expect(text).toMatch(/^! early-cow {2}✓ holds/mu);
  });

  it('are only the unexpected ones when quiet: nothing at all when all is well', () => {
    expect(rendered([right('one'), right('two')], { quiet: true })).toBe('');
    const text = rendered([right('one'), wrong('two')], { quiet: true });
    expect(text).not.toContain('one');
    expect(text).toContain('! early-cow');
    expect(text).not.toContain('  mapcount');
  });

  it('say the same with colour', () => {
    const coloured = rendered([wrong('one')], { colour: true });
    expect(coloured).not.toBe(rendered([wrong('one')]));
    expect(stripVTControlCharacters(coloured)).toBe(rendered([wrong('one')]));
  });
});

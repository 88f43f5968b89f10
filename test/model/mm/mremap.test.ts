/** mremap over what is not one area: which kernels move what, and what becomes of the destination. */

import { describe, expect, it } from 'vitest';
import { checkProgram } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { outcomeOf } from '../../../core/explore/outcome.js';
import { createWorld } from '../../../core/explore/world.js';
import { loadProgram } from '../../../core/scenario/load.js';
import type { Program } from '../../../core/program/program.js';
import { showValue } from '../../../core/program/values.js';
import { columnOf } from '../../../core/oracle/testing/allowed.js';
import { policies, policy } from '../testing/builtin.js';
import { testProgram } from '../testing/programs.js';

const upTo515 = ['mapcount', 'early-cow-seqcount'];
const upTo616 = ['early-cow-seqcount+mremap-looks-up-first-5.16', 'page-count-everywhere', 'anon-exclusive-6.15'];
const from617 = ['anon-exclusive-6.15+mremap-moves-areas-6.17', 'mapcount+mremap-moves-areas-6.17'];

/** `a` holds 1, 2, 3 and `b` 4, 5, 6; something happens to `a`, which then moves onto `b`. */
function programWith(change: string, as = '', beside = ''): Program {
  return loadProgram(
    `
    name: moves
    memory: { a: { pages: 3 }, b: { pages: 3 } }
    steps:
      - P: { write: "a[0]", value: 1 }
      - P: { write: "a[1]", value: 2 }
      - P: { write: "a[2]", value: 3 }
      - P: { write: "b[0]", value: 4 }
      - P: { write: "b[1]", value: 5 }
      - P: { write: "b[2]", value: 6 }
      ${change === '' ? '' : `- P: { ${change} }`}
      - P: { mremap: a, to: b, as: moved${as} }
      - P: { read: "b[0]", as: r0 }
      - P: { read: "b[1]", as: r1 }
      - P: { read: "b[2]", as: r2 }
      - P: { read: "a[2]", as: left }
      ${beside}
  `,
    'moves',
  );
}

/** The call's answer, what `b` shows then, and the last page of `a`. */
function shown(program: Program, under: string): string {
  const m = createWorld(program, policy(under));
  expect(new Driver(m, program).runInOrder(program.steps, () => undefined)).toEqual([]);
  return ['moved', 'r0', 'r1', 'r2', 'left']
    .map((name) => showValue(m.observation.value.at(program.observations.findIndex((o) => o.name === `P.${name}`))))
    .join(' ');
}

const whole = 'ok 1 2 3 segv';
const gone = 'EFAULT segv segv segv 3';

describe.each([
  ['one area', '', whole, whole, whole],
  ['a protection in force asked for again', 'mprotect: "a[1]", prot: rw', whole, whole, whole],
  ['a hole inside', 'munmap: "a[1]"', gone, gone, 'ok 1 5 3 segv'],
  ['a hole at the beginning', 'munmap: "a[0]"', gone, 'EFAULT 4 5 6 3', 'EFAULT 4 5 6 3'],
  ['a hole at the end', 'munmap: "a[2]"', 'EFAULT segv segv segv segv', 'EFAULT segv segv segv segv', 'ok 1 2 6 segv'],
  ['two protections', 'mprotect: "a[1]", prot: r', gone, gone, whole],
  ['advice for a part', 'madvise: "a[1]", advice: dontfork', gone, gone, whole],
])('mremap of %s', (_, change, before516, before617, since617) => {
  const program = programWith(change);

  it.each(upTo515)('up to 5.15, %s', (under) => expect(shown(program, under)).toBe(before516));
  it.each(upTo616)('up to 6.16, %s', (under) => expect(shown(program, under)).toBe(before617));
  it.each(from617)('from 6.17 on, %s', (under) => expect(shown(program, under)).toBe(since617));

  it.each([...policies.map(({ id }) => id), ...upTo515, ...upTo616, ...from617])('is no breach under %s', (under) => {
    expect(checkProgram(program, policy(under))).toMatchObject({ verdict: 'holds', breaches: [] });
  });
});

it.each([
  ['mapcount', 'EFAULT'],
  ['anon-exclusive-6.15', 'EFAULT'],
  [from617[0], 'ok'],
])('takes pages of a file that do not follow each other for two areas, under %s', (under, answer) => {
  const program = testProgram('out-of-order');
  const m = createWorld(program, policy(under));
  new Driver(m, program).runInOrder(program.steps, () => undefined);
  expect(showValue(m.observation.value.at(1))).toBe(answer);
  expect(checkProgram(program, policy(under))).toMatchObject({ verdict: 'holds' });
});

it.each([...upTo515, ...upTo616, ...from617])('may be asked for twice under %s', (under) => {
  expect(checkProgram(programWith('mprotect: "a[1]", prot: r', ', times: 2'), policy(under))).toMatchObject({ verdict: 'holds' });
});

it.each([...upTo616, ...from617])('holds beside a thread that unmaps a part under %s', (under) => {
  const racing = testProgram('move-beside-munmap');
  expect(checkProgram(racing, policy(under))).toMatchObject({ verdict: 'holds', breaches: [], complete: true });
});

describe.each([
  ['behind-a-hole', 'behind a hole, with an old page at its place in the destination', 'ENOMEM initial#0 0 none none initial#2'],
  [
    'at-the-second-of-three-areas',
    'before the last area, whose place keeps what is there',
    'ENOMEM initial#0 none 0 initial#1 initial#2',
  ],
])('mremap that runs out of memory %s', (name, where, outcome) => {
  const program = testProgram(`moves-until-memory-runs-out-${name}`);

  it(`stops ${where}`, () => {
    const m = createWorld(program, policy(from617[0]));
    new Driver(m, program).runInOrder(program.steps, () => undefined);
    const all = outcomeOf(m, program);
    const columns = ['P.moved', 'P.to[0].lo', 'P.to[1].lo', 'P.to[2].lo', 'P.a[1].lo', 'P.a[2].lo'];
    expect(columns.map((column) => showValue(all[columnOf(program, column)])).join(' ')).toBe(outcome);
  });

  it.each([...upTo515, ...upTo616, ...from617])('is no breach under %s', (under) => {
    expect(checkProgram(program, policy(under))).toMatchObject({ verdict: 'holds', breaches: [] });
  });

  it.each(from617)('is no breach where it is asked for again, under %s', (under) => {
    const steps = program.steps.map((step) => (step.action.op === 'mremap' ? { ...step, times: 2 } : step));
    expect(checkProgram({ ...program, steps }, policy(under))).toMatchObject({ verdict: 'holds', breaches: [] });
  });
});

/** Races on the machine: CPU time of whole checks, and what a state takes. */

import { checkProgram } from '../../core/explore/check.js';
import { Driver } from '../../core/explore/driver.js';
import { exploreRace, type RaceResult } from '../../core/explore/search.js';
import { createWorld } from '../../core/explore/world.js';
import { compilePolicy, type CompiledPolicy, type PolicyRegistry } from '../../core/index.js';
import { defaultBounds, type Reduction } from '../../core/program/bounds.js';
import type { Program } from '../../core/program/program.js';
import type { Figure } from '../../core/run/bench/result.js';
import { samplesBy, samplesOf } from '../../core/run/bench/samples.js';
import { loadProgram } from '../../core/scenario/load.js';
import { findScenario } from '../select/scenarios.js';
import { secondsOf } from './seconds.js';

const samples = 3;

/** The policy of the larger races. */
const policyId = 'anon-exclusive-6.1';

/** Races that have been there from the beginning. */
const six = [
  'fork-tears-snapshot',
  'pin-races-dontneed',
  'rw-pin-races-fork',
  'unpin-races-fork',
  'write-faults-of-two-processes',
  'write-faults-of-two-threads',
];

const fourActors = `
name: four-actors
memory: { buf: { pages: 1, touched: true } }
race:
  P: [{ fork: C }]
  P.t1: [{ pin: buf, as: h, write: true }]
  P.t2: [{ write: buf, value: 1 }]
  P.t3: [{ read: buf, as: r }]
`;

const eightPages = `
name: eight-pages
memory: { buf: { pages: 8, touched: true } }
race:
  P: [{ fork: C }]
  P.t1: [{ pin: buf, as: h, write: true }]
`;

/** What the search costs on the machine, and how much it holds. */
export function ofRaces(registry: PolicyRegistry): readonly Figure[] {
  const policy = compilePolicy(registry, policyId);
  const policies = registry.standalone().map(({ id }) => compilePolicy(registry, id));
  const [four, eight] = [loadProgram(fourActors, 'four-actors'), loadProgram(eightPages, 'eight-pages')];
  return [
    checked('four-actors-cpu-time', '< 5', `four actors on one page under ${policyId}`, [four], [policy]),
    checked('eight-pages-cpu-time', '< 2', `a fork against a pin of eight pages under ${policyId}`, [eight], [policy]),
    checked(
      'six-races-cpu-time',
      '< 2',
      `${six.length} built-in races under ${policies.length} policies`,
      six.map((name) => findScenario(name)),
      policies,
    ),
    ...[four, eight].flatMap((program) => [
      bytesOf(program, policy),
      rateOf(program, policy, 'por'),
      rateOf(program, policy, 'none'),
    ]),
  ];
}

function checked(
  name: string,
  aim: string,
  what: string,
  programs: readonly Program[],
  policies: readonly CompiledPolicy[],
): Figure {
  const checkAll = (): void => {
    for (const program of programs) for (const policy of policies) checkProgram(program, policy);
  };
  return {
    name,
    unit: 's',
    aim,
    about: `CPU time of the verdicts of ${what}, the eager machine included`,
    measure: () => samplesBy(samples, () => secondsOf(checkAll)),
  };
}

/** The race of a program that has nothing before it, behind nothing. */
function raceOf(program: Program, policy: CompiledPolicy, reduce: Reduction): RaceResult {
  const driver = new Driver(createWorld(program, policy), program);
  return exploreRace(driver, { ...defaultBounds, reduce, states: Infinity, memory: Infinity }, () => undefined);
}

function bytesOf(program: Program, policy: CompiledPolicy): Figure {
  return {
    name: `${program.name}-bytes-a-state`,
    unit: 'bytes',
    aim: { atMost: 120 },
    about: 'what the search holds in the end, by its states: with their table, the ways to them, and transitions',
    measure: () => {
      const { bytes, states } = raceOf(program, policy, 'por');
      return samplesOf([bytes / states]);
    },
  };
}

function rateOf(program: Program, policy: CompiledPolicy, reduce: Reduction): Figure {
  return {
    name: `${program.name}-states-per-second-${reduce}`,
    unit: '1/s',
    about: `states a CPU second, --reduce ${reduce}`,
    measure: () =>
      samplesBy(samples, () => {
        let states = 0;
        const seconds = secondsOf(() => {
          ({ states } = raceOf(program, policy, reduce));
        });
        return states / seconds;
      }),
  };
}

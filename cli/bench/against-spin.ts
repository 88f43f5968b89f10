/** Models that are written in both languages: the rate of the search and what it holds, to those of SPIN. */

import { explore, type Explored } from '../../core/explore/graph/explore.js';
import { references, type Reference } from '../../core/explore/reference/index.js';
import type { Figure } from '../../core/run/bench/result.js';
import { ratiosOf, samplesOf, type Samples } from '../../core/run/bench/samples.js';
import { withSpin, type Spin } from '../../core/run/bench/spin.js';
import { secondsOf } from './seconds.js';

const withoutBound = { states: Infinity, memory: Infinity };

/** Two figures for each model. */
export function againstSpin(): readonly Figure[] {
  return references.flatMap((reference) => [rateOf(reference), bytesOf(reference)]);
}

function searched({ model }: Reference): Explored {
  return explore(model(), withoutBound, {});
}

function rateOf(reference: Reference): Figure {
  return {
    name: `${reference.name}-rate-vs-spin`,
    unit: 'ratio',
    aim: { atLeast: 1 },
    about: `states a CPU second of ${reference.about}, to those of SPIN (-O2 -DSAFETY -DNOREDUCE)`,
    measure: () =>
      withSpin(reference.promela, async (spin) => {
        await counted(reference, spin);
        return ratiosOf(
          7,
          async () => (await spin.run('whole')).seconds,
          () => secondsOf(() => searched(reference)),
        );
      }),
  };
}

function bytesOf(reference: Reference): Figure {
  return {
    name: `${reference.name}-bytes-vs-collapse`,
    unit: 'ratio',
    aim: { atMost: 1 },
    about:
      `bytes a state of ${reference.about}, all included, to those that SPIN takes for states alone (-DCOLLAPSE, ` +
      'without its hash table and its stack)',
    measure: () => withSpin(reference.promela, async (spin) => bytesToThose(reference, spin)),
  };
}

async function bytesToThose(reference: Reference, spin: Spin): Promise<Samples> {
  const states = await counted(reference, spin);
  const { bytes } = await spin.run('collapse');
  return samplesOf([searched(reference).bytes / states / (bytes / states)]);
}

/** How many states there are. @throws {Error} when SPIN counts others: then the two models are not one */
async function counted(reference: Reference, spin: Spin): Promise<number> {
  const { states } = searched(reference);
  const theirs = (await spin.run('whole')).states;
  if (theirs !== states) throw new Error(`SPIN counts ${theirs} states, and this program ${states}`);
  return states;
}

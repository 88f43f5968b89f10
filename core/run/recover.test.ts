import { describe, expect, it } from 'vitest';
import { defaultBounds } from '../program/bounds.js';
import { loadProgram } from '../scenario/load.js';
import type { Program } from '../program/program.js';
import { resultOfCells, type JobResult, type ScenarioCell, type ScenariosJob } from './job.js';
import { LostError } from './lost.js';
import { runRecovering } from './recover.js';

const programOf = (file: string): Program =>
  loadProgram(`name: ${file}\nmemory: { buf: { pages: 1 } }\nsteps: [ { P: { read: buf } } ]\n`, file);

const job: ScenariosJob = {
  kind: 'scenarios',
  files: ['a', 'b', 'c', 'd', 'e'],
  policies: ['sound', 'ill', 'well'],
  bounds: defaultBounds,
};

function held(scenario: string, policy: string): ScenarioCell {
  return {
    verdict: {
      scenario,
      policy,
      verdict: 'holds',
      breaches: [],
      outcomes: 1,
      states: 2,
      transitions: 1,
      memoryModel: 'sc',
      complete: true,
      events: {},
    },
  };
}

const ruleStoodStill = new LostError({ kind: 'stood-still', seconds: 60, who: 'rule mustCopy of policy ill' });

function threadEnded(who: string): LostError {
  return new LostError({ kind: 'ended', part: 'thread', by: 0, who });
}

/** What a thread does with a cell: dies of it, having told it or not; undefined: finds that it holds. */
type Fate = (file: string, policy: string, isAlone: boolean) => Error | undefined;

interface Recovered {
  readonly result: JobResult;
  /** Every thread with its files and policies. */
  readonly runs: readonly string[];
  /** Cells that another run need not run. */
  readonly kept: readonly string[];
}

/** @param known cells of an earlier run, `a ill` */
async function recover(fate: Fate, known: readonly string[] = []): Promise<Recovered> {
  const [runs, kept]: [string[], string[]] = [[], []];
  const result = await runRecovering(job, {
    async run({ files, policies }, onCell) {
      runs.push(`${files.join('')} ${policies.join('+')}`);
      const isAlone = files.length * policies.length === 1;
      for (const file of files) {
        for (const policy of policies) {
          const error = fate(file, policy, isAlone);
          if (error !== undefined) throw error;
          onCell(held(file, policy));
        }
      }
      if (fate('', '', isAlone) !== undefined) throw new Error('after its last word');
    },
    programOf,
    finished: ({ files: [file], policies: [policy] }) =>
      known.includes(`${file} ${policy}`) ? resultOfCells([held(file, policy)]) : undefined,
    onFinished: ({ files, policies }) => kept.push(`${files.join('')} ${policies.join('+')}`),
  });
  return { result, runs, kept };
}

const cells = job.files.flatMap((file) => job.policies.map((policy) => `${file} ${policy}`));
const namesOf = ({ result }: Recovered): readonly string[] =>
  result.verdicts.map(({ scenario, policy }) => `${scenario} ${policy}`);
const broken = ({ result }: Recovered): readonly string[] =>
  result.verdicts.filter(({ verdict }) => verdict === 'broken').map(({ scenario, policy }) => `${scenario} ${policy}`);

describe('a job of scenarios whose thread dies', () => {
  it('is run once when it does not', async () => {
    const recovered = await recover(() => undefined);
    expect(recovered).toMatchObject({ kept: cells, runs: ['abcde sound+ill+well'] });
    expect(namesOf(recovered)).toEqual(cells);
  });

  it('loses only the cells of the culprit, and keeps what was found before', async () => {
    const recovered = await recover((file, policy) => (policy === 'ill' && 'bd'.includes(file) ? threadEnded('') : undefined));
    expect(broken(recovered)).toEqual(['b ill', 'd ill']);
    expect(recovered.kept.toSorted()).toEqual(cells.filter((cell) => !['b ill', 'd ill'].includes(cell)).toSorted());
    expect(namesOf(recovered)).toEqual(cells);
    expect(recovered.result.failures).toEqual(
      ['b', 'd'].map((file) => ({
        cells: 1,
        cell: `${file} under ill`,
        text: 'its thread ended with code 0 before it answered',
      })),
    );
    // Alone, and the others policy by policy.
    expect(recovered.runs).toEqual(['abcde sound+ill+well', 'b ill', 'cde sound', 'cde ill', 'd ill', 'e ill', 'bcde well']);
  });

  it('does not blame who only had the word when what others have left behind brought it down', async () => {
    let left = 0;
    const recovered = await recover((_, policy, isAlone) => {
      if (policy === 'ill') left++;
      return policy === 'well' && left > 1 && !isAlone
        ? new LostError({ kind: 'ended', part: 'process', by: 'SIGABRT', who: '' })
        : ((left = isAlone ? 0 : left), undefined);
    });
    expect(broken(recovered)).toEqual([]);
    expect(recovered.kept.toSorted()).toEqual(cells.toSorted());
  });

  it('knows at once who has ended its thread by itself, and does not run that cell again', async () => {
    const recovered = await recover((file, policy) =>
      policy === 'ill' && file === 'b' ? threadEnded('rule mustCopy of policy ill') : undefined,
    );
    expect(broken(recovered)).toEqual(['b ill']);
    expect(recovered.runs).toEqual(['abcde sound+ill+well', 'cde sound', 'cde ill', 'bcde well']);
  });

  it('knows at once who does not answer, without waiting for it again', async () => {
    const recovered = await recover((file, policy) => (policy === 'ill' && file === 'b' ? ruleStoodStill : undefined));
    expect(broken(recovered)).toEqual(['b ill']);
    expect(recovered.result.verdicts[4].why).toBe('rule mustCopy of policy ill did not answer for 60 s');
    expect(recovered.runs).toEqual(['abcde sound+ill+well', 'cde sound', 'cde ill', 'bcde well']);
  });

  it('waits three times for a policy, and then no more: its other cells are broken, too, and say why', async () => {
    const recovered = await recover((_, policy) => (policy === 'ill' ? ruleStoodStill : undefined));
    expect(broken(recovered)).toEqual(['a ill', 'b ill', 'c ill', 'd ill', 'e ill']);
    expect(recovered.runs.filter((run) => run.endsWith('ill'))).toEqual(['bcde ill', 'cde ill']);
    expect(recovered.result.verdicts[13].why).toBe(
      'not run, since in 3 others rule mustCopy of policy ill did not answer for 60 s',
    );
    expect(recovered.result.verdicts.filter(({ verdict }) => verdict === 'holds')).toHaveLength(10);
  });

  it('has lost nothing when it dies after its last word', async () => {
    const recovered = await recover((file) => (file === '' ? new Error('late') : undefined));
    expect(recovered.kept).toEqual(cells);
    expect(broken(recovered)).toEqual([]);
  });
});

describe('a job of scenarios of which something is known', () => {
  it('runs only the other cells, policies that lack the same ones together, and gives all back in order', async () => {
    const recovered = await recover(() => undefined, ['a sound', 'a ill', 'a well', 'c sound', 'c well']);
    expect(recovered.runs).toEqual(['bde sound+well', 'bcde ill']);
    expect(namesOf(recovered)).toEqual(cells);
    expect(recovered.kept).toHaveLength(10);
  });

  it('starts no thread when all is known', async () => {
    const recovered = await recover(() => undefined, cells);
    expect(recovered).toMatchObject({ runs: [], kept: [] });
    expect(namesOf(recovered)).toEqual(cells);
  });
});

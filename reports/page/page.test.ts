import { describe, expect, it } from 'vitest';
import type { Results } from '../../core/run/results.js';
import { steady } from '../../core/run/steady.js';
import { type Chart, drawCharts } from '../charts/charts.js';
import { sampleResults } from '../testing/sample-results.js';
import { renderPage } from './page.js';

/** Drawn once, for all tests that ask nothing of charts. */
const sampleCharts = drawCharts(sampleResults());

async function page(
  results: Results = sampleResults(),
  traceFiles: readonly string[] = [],
  charts: Promise<readonly Chart[]> = sampleCharts,
): Promise<string> {
  return renderPage({ results, charts: await charts, traceFiles: new Set(traceFiles) });
}

async function pageWithCharts(results: Results): Promise<string> {
  return page(results, [], drawCharts(results));
}

/** The text without tags, spaces folded. */
function text(markup: string): string {
  return markup
    .replaceAll(/<style>.*?<\/style>/gsu, '')
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/\s+/gu, ' ');
}

/** All names of the sample replaced by one that tries to break out. */
function hostile(sample: Results): Results {
  const bad = "\"><script>alert('x')</script>&amp;";
  const texts = ['scenario', 'name', 'title', 'about', 'detail', 'why', 'command', 'op', 'error', 'reason'];
  return JSON.parse(JSON.stringify(sample), (key, value: unknown) =>
    texts.includes(key) && typeof value === 'string' ? `${value}${bad}` : value,
  ) as Results;
}

describe('renderPage', () => {
  it('needs no network and runs no script', async () => {
    const markup = await page();
    expect(markup).not.toMatch(/<script|<link[^>]+href="(?!data:)|@import|url\(|\son\w+=|src=/u);
    // SVG namespaces are names, not addresses.
    expect(markup.replaceAll(/xmlns(:xlink)?="[^"]*"/gu, '')).not.toContain('http:');
  });

  it('never lets a name become markup', async () => {
    const markup = await pageWithCharts(hostile(sampleResults()));
    expect(markup).not.toContain('<script');
    expect(markup.match(/&lt;script&gt;/gu)?.length).toBeGreaterThan(40);
  });

  it('has every anchor it points to, once', async () => {
    const markup = await page();
    const ids = [...markup.matchAll(/\sid="([^"]+)"/gu)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...markup.matchAll(/href="#([^"]+)"/gu)].map((match) => match[1]);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('names every verdict in words and marks it with a letter', async () => {
    const markup = await page();
    expect(markup).toContain('title="vmsplice-child-unmap under mapcount: violates (isolation)">V<');
    expect(markup).toContain('title="dio-read-across-fork under mapcount: violates, documented hazard (coherence)">D<');
    expect(markup).toContain('fork-gup-fast-race under mapcount: not applicable: the policy does not count pins">N<');
    expect(markup).toContain('title="fork-child-first under mapcount: holds">H<');
  });

  it('says of a policy what it breaks and mends against the one it builds on', async () => {
    const sample = sampleResults();
    const child = (id: string, title: string) => ({ id, title, extends: 'mapcount', sources: [] });
    const verdicts = [
      ...sample.verdicts,
      ...sample.verdicts
        .filter((v) => v.policy === 'mapcount')
        .flatMap((v) => [
          { ...v, policy: 'same' },
          { ...v, policy: 'other', verdict: v.verdict === 'holds' ? ('violates' as const) : ('holds' as const) },
        ]),
    ];
    const markup = text(
      await page({
        ...sample,
        policies: [...sample.policies, child('same', 'The same'), child('other', 'The opposite')],
        verdicts,
      }),
    );
    expect(markup).toContain('Against mapcount: no verdict differs.');
    expect(markup).toContain('Against mapcount: breaks fork-child-first ; mends vmsplice-child-unmap , dio-read-across-fork .');
  });

  it('begins with the question, the policy of the newest kernels, and what was found about it', async () => {
    const sample = sampleResults();
    const verdicts = sample.verdicts.map((v) =>
      v.scenario === 'fork-child-first' && v.policy === 'anon-exclusive'
        ? { ...v, verdict: 'violates' as const, breaches: [{ kind: 'snapshot' as const, detail: '' }] }
        : v,
    );
    const top = text(await page({ ...sample, verdicts })).split(' Words ')[0];
    expect(top).toContain('Here 3 policies ran 4 small programs ( scenarios ) in every interleaving, and 2 long ones');
    expect(top).toContain('the newest kernels have anon-exclusive , since Linux 5.19');
    expect(top).toContain('Still violated under it: fork-child-first (snapshot; it held under mapcount and early-cow-seqcount )');
    expect(top).toContain('hold under it: mapcount : isolation early-cow-seqcount : documented hazards only');
    expect(top).toContain('against mapcount : cheaper on redis-bgsave .');
  });

  it('begins with the question alone where no policy is of a release', async () => {
    const sample = sampleResults();
    const policies = sample.policies.map(({ id, title, sources }) => ({ id, title, sources }));
    const top = text(await page({ ...sample, policies })).split(' Words ')[0];
    expect(top).toContain('Under which copy-on-write policy');
    expect(top).not.toContain('newest');
  });

  it('puts scenarios that were performed on real kernels behind the others', async () => {
    const sample = sampleResults();
    const scenarios = sample.scenarios.map((s, index) => (index === 0 ? { ...s, tags: ['observed'] } : s));
    const all = text(await page({ ...sample, scenarios }));
    expect(all).toMatch(
      /scenario mapcount early-cow-seqcount anon-exclusive dio-read.* Also performed on real kernels vmsplice-child-unmap/u,
    );
  });

  it('says at the top what is not as expected and what failed', async () => {
    const top = text(await page()).split(' Words ')[0];
    expect(top).toContain('3 cells are not as expected');
    expect(top).toContain('fork-gup-fast-race under early-cow-seqcount : bounded: 1,000,000 states');
    expect(top).toContain('fork-gup-fast-race under anon-exclusive : expected holds, found refused');
    expect(top).toContain('snapshot under anon-exclusive: The rule copy-pinned-exclusive threw: no frame.');
  });

  it('explains policies together under which the same was found, and links their traces', async () => {
    const sample = sampleResults();
    const results = {
      ...sample,
      verdicts: sample.verdicts.map((v) =>
        v.scenario === 'vmsplice-child-unmap' ? { ...sample.verdicts[0], policy: v.policy } : v,
      ),
    };
    const markup = await page(results, ['traces/vmsplice-child-unmap.mapcount.txt']);
    const all = text(markup);
    expect(all).toContain('violates under mapcount , early-cow-seqcount , anon-exclusive isolation : C.r0 = 2');
    expect(all).toContain('shortest sequence found under mapcount, early-cow-seqcount, anon-exclusive: 3 steps');
    expect(markup.match(/href="traces\//gu)).toHaveLength(1);
  });

  it('names the breached scenarios of a policy by kind', async () => {
    expect(text(await page())).toContain(
      '(a missed copy) vmsplice-child-unmap coherence: a pin or reference and the page table ' +
        'parted (a wrong copy) dio-read-across-fork (documented hazard)',
    );
  });

  it('leads from every cell of the matrix to what was found there', async () => {
    const markup = await page();
    const matrix = markup.slice(markup.indexOf('id="matrix"'), markup.indexOf('id="charts"'));
    expect(matrix.match(/<td><a href="#breach-/gu)).toHaveLength(12);
    expect(matrix).not.toContain('<td><span');
  });

  it('shows costs as differences to the baseline, with their interval and statement', async () => {
    const all = text(await page());
    expect(all).toContain('mapcount (baseline) 180,212 344,076');
    expect(all).toMatch(/early-cow-seqcount 4\.42 to 20\.5 ms dearer transplanted 175,000 −5,212 349,288 \+5,212/u);
    expect(all).toContain('Unpriced, never taken as zero: file maps');
  });

  it('compares with the baseline that the run names', async () => {
    const all = text(await page({ ...sampleResults(), baseline: 'early-cow-seqcount' }));
    expect(all).toContain('early-cow-seqcount (baseline) 175,000');
    expect(all).toMatch(/mapcount −20\.5 to −4\.42 ms cheaper/u);
  });

  it('says that there are no differences where the baseline failed', async () => {
    const all = text(await page({ ...sampleResults(), baseline: 'anon-exclusive' }));
    expect(all).toContain('The baseline has no counts here');
  });

  it('shares a row among policies with the same counts', async () => {
    const sample = sampleResults();
    const events = { faults: 9, reuses: 9 };
    const measurements = sample.measurements.map((cell) =>
      cell.workload === 'redis-bgsave' && cell.policy !== 'mapcount' ? { ...cell, events } : cell,
    );
    expect(text(await page({ ...sample, measurements }))).toContain('early-cow-seqcount, anon-exclusive ');
  });

  it('names the scenarios of the picture in a table', async () => {
    expect(text(await page())).toContain('dio-read-across-fork mapcount , early-cow-seqcount (documented hazard)');
  });

  it('carries the specification and data of every chart inside itself', async () => {
    const markup = await page();
    const files = [...markup.matchAll(/download="([^"]+)" href="data:[^;]+;base64,([^"]+)"/gu)].map(
      ([, name = '', data = '']) => [name, Buffer.from(data, 'base64').toString('utf8')] as const,
    );
    expect(files.map(([name]) => name)).toContain('events-by-policy.events.csv');
    for (const { name, specification } of await sampleCharts) {
      const [, content = ''] = files.find(([file]) => file === `${name}.vl.json`) ?? [];
      expect(JSON.parse(content)).toEqual(JSON.parse(JSON.stringify(specification)));
    }
  });

  it('tells what a recording was replayed to and why it differs', async () => {
    const all = text(await page());
    expect(all).toContain('writes to present pages in the recording 12,092 12,092 12,092');
    expect(all).toContain('writes to present pages in the model 11,903 11,902 11,901');
    expect(all).toContain('because this fault found it 5,238 5,238 5,238');
    expect(all).toContain('The others differ the page table of the child was filled at fork 402 402 402');
    expect(all).toContain('Whether a page was reused or copied, which is what policies differ in, is not in a recording');
    expect(all).toContain('process recorded in the model 300 redis-server 13,584 13,534 371 redis-server 356 155');
    expect(all).toContain('pins and references (O_DIRECT, io_uring, vmsplice)');
  });

  it('states the speed with its margin, the run, and what is not modelled', async () => {
    const all = text(await page());
    expect(all).toContain('measured mapcount anon-exclusive store to a writable page 91 million ± 0.6 % 88 million ± 0.8 %');
    expect(all).toContain('measured mapcount snapshot 52.1 million ± 1.8 %');
    expect(all).toContain('command cowlab compare --seed 1 seed 1 baseline mapcount cowlab 0.1.0');
    expect(all).toContain('host Node v20.20.2, linux x64, 2 CPUs, load 0.4');
    expect(all).toContain('memcg beyond ENOMEM');
  });

  it('says at its top that the run was quick, and nothing of it otherwise', async () => {
    expect(text(await page({ ...sampleResults(), quick: true }))).toContain(
      'This was a quick run: workloads had a tenth of their size',
    );
    expect(text(await page())).not.toContain('quick run');
  });

  it('gives the margin alone of a speed whose margin is too large for a figure', async () => {
    const sample = sampleResults();
    const measurements = sample.measurements.map((cell) =>
      cell.speed === undefined ? cell : { ...cell, speed: steady({ ...cell.speed, marginPercent: 34.5 }) },
    );
    const all = text(await page({ ...sample, measurements }));
    expect(all).toContain('measured mapcount snapshot no figure: ± 35 %');
    expect(all).toContain('91 million ± 0.6 %');
  });

  it('has one column for all policies under which a replay came to the same', async () => {
    const sample = sampleResults();
    const [first] = sample.measurements.flatMap(({ recording }) => recording ?? []);
    const measurements = sample.measurements.map((cell) => (cell.recording === undefined ? cell : { ...cell, recording: first }));
    const all = text(await page({ ...sample, measurements }));
    expect(all).toContain('count under each of the 3 policies faults in the recording 14,297 writes');
  });

  it('says why a chart is left out', async () => {
    const sample = sampleResults();
    const same = { ...sample, measurements: sample.measurements.map((cell) => ({ ...cell, events: { faults: 9 } })) };
    expect(text(await pageWithCharts(same))).toContain(
      'Events by policy: left out, because on every workload all policies have the same counts of faults, reuses, copies',
    );
    const sound = {
      ...same,
      verdicts: sample.verdicts.filter(({ verdict }) => verdict === 'holds').map((v) => ({ ...v, events: {} })),
    };
    expect(text(await pageWithCharts(sound))).toContain('Cost against correctness: left out, because no scenario fails');
    expect(text(await pageWithCharts({ ...sample, measurements: [] }))).toContain(
      'Events by policy: left out, because no workload was measured',
    );
    const one = {
      ...sample,
      policies: sample.policies.slice(0, 1),
      measurements: sample.measurements.filter(({ policy }) => policy === 'mapcount'),
    };
    expect(text(await pageWithCharts(one))).toContain('Events by policy: left out, because there is one policy');
    expect(text(await page())).not.toContain('left out, because');
  });

  it('marks a cell that is broken, and says at the top why', async () => {
    const sample = sampleResults();
    const error = 'The rule GiveUp of policy `mapcount` threw during the run: no more.';
    const verdicts = sample.verdicts.map((v) =>
      v.scenario === 'fork-child-first' && v.policy === 'mapcount' ? { ...v, verdict: 'broken' as const, why: error, error } : v,
    );
    const markup = await page({ ...sample, verdicts });
    expect(markup).toContain(`title="fork-child-first under mapcount: broken: ${error}">?<`);
    expect(text(markup).split(' Words ')[0]).toContain(
      `2 cells are broken, so that nothing is known of them: fork-child-first under mapcount: ${error}`,
    );
  });

  it('says of an interrupted run what is missing and how to go on', async () => {
    const sample = sampleResults();
    const results: Results = {
      ...sample,
      unfinished: { finishedCells: 1234, cells: 1800 },
      verdicts: sample.verdicts.filter(({ scenario }) => scenario !== 'fork-child-first'),
      measurements: sample.measurements.filter(({ workload, policy }) => workload !== 'snapshot' || policy === 'mapcount'),
    };
    const top = text(await page(results)).split('Every')[0] ?? '';
    expect(top).toContain('This report is partial: the run was interrupted when 1,234 of 1,800 cells were finished');
    expect(top).toContain('cowlab compare --seed 1 --resume');
    expect(top).toContain('Missing scenarios (1): fork-child-first');
    expect(top).toContain('Missing workloads (1): snapshot under early-cow-seqcount and anon-exclusive');
    expect(text(await page())).not.toContain('partial');
  });

  it('leaves out sections that have nothing to say', async () => {
    const nothing = { verdicts: [], measurements: [], workloads: [], speed: [], notModelled: [] };
    const markup = await pageWithCharts({ ...sampleResults(), ...nothing });
    for (const id of ['charts', 'costs', 'recordings', 'explanations']) {
      expect(markup).not.toContain(`id="${id}"`);
      expect(markup).not.toContain(`href="#${id}"`);
    }
  });
});

/** The page as a whole: what it answers first, and that nothing of it runs or leads nowhere. */

import { describe, expect, it } from 'vitest';
import type { Results } from '../../core/run/results.js';
import { page, pageWithCharts, text } from '../testing/sample-page.js';
import { sampleResults } from '../testing/sample-results.js';

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

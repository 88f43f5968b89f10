/** What was measured, as the page shows it: differences, charts, recordings, speeds. */

import { describe, expect, it } from 'vitest';
import { steady } from '../../core/run/steady.js';
import { page, pageWithCharts, sampleCharts, text } from '../testing/sample-page.js';
import { sampleResults } from '../testing/sample-results.js';

describe('what the page shows of costs', () => {
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
});

/** Results as a small run of the main job leaves them, with every optional field in use somewhere. */

import { recordingFigures } from '../../core/program/recording-figures.js';
import type { RecordingNotes } from '../../core/program/workload.js';
import type { Measurement, PolicySummary, Results, ScenarioSummary, VerdictResult } from '../../core/run/results.js';

const policies: readonly PolicySummary[] = [
  {
    id: 'mapcount',
    title: 'A write fault reuses the page when no other page table maps it.',
    since: '2.6',
    sources: ['commit 6d0a07edd17c'],
  },
  {
    id: 'early-cow-seqcount',
    title: 'Fork copies maybe-pinned pages, ordered against lockless GUP by a sequence count.',
    extends: 'early-cow',
    since: '5.11',
    sources: ['commit 57efa1fe5957', 'commit 70e806e4e645'],
  },
  {
    id: 'anon-exclusive',
    title: 'A page-table bit says that the page is exclusive; only such pages are pinned.',
    since: '5.19',
    sources: ['commit 6c287605fd56', 'commit a7f226604170'],
  },
];

const scenarios: readonly ScenarioSummary[] = [
  {
    name: 'vmsplice-child-unmap',
    title: 'Child reads the parent’s later store through a spliced page',
    about: 'The child takes a reference, unmaps the page and keeps reading what the parent stores.',
    sources: ['CVE-2020-29374', 'commit 09854ba94c6a'],
    tags: ['D1', 'missed-copy'],
  },
  {
    name: 'dio-read-across-fork',
    title: 'Direct I/O read in flight while the process forks',
    about: 'The device fills a buffer that fork write-protects; the parent’s store copies the page away from it.',
    sources: ['open(2) NOTES'],
    tags: ['D12', 'wrong-copy'],
    documentedHazard: 'open(2) NOTES, O_DIRECT and fork',
  },
  {
    name: 'fork-gup-fast-race',
    title: 'A lockless pin races with fork',
    about: 'The walk takes its pin after fork has asked whether the page is pinned.',
    sources: ['commit 57efa1fe5957'],
    tags: ['D14', 'race'],
  },
  {
    name: 'fork-child-first',
    title: 'Basic copy-on-write, the child writes first',
    about: 'Each process sees its own store.',
    sources: ['cow.c'],
    tags: ['cow.c'],
  },
];

function cell(scenario: string, policy: string, rest: Partial<VerdictResult>): VerdictResult {
  return {
    scenario,
    policy,
    verdict: 'holds',
    breaches: [],
    outcomes: 1,
    states: 14,
    transitions: 13,
    memoryModel: 'sc',
    complete: true,
    events: { faults: 3, copies: 1 },
    ...rest,
  };
}

/** What `traces/` holds of a breach. */
function told(scenario: string, policy: string): string {
  return `${scenario} under ${policy}, step by step\n`;
}

/** One as an earlier cowlab wrote it, without its facts. */
const leak = { kind: 'isolation', detail: 'C.r0 = 2, the eager machine allows {1}' } as const;
const parted = {
  kind: 'coherence',
  detail: 'P.r0 = 3, the eager machine allows {7}',
  what: 'value-not-allowed',
  facts: { values: [{ name: 'P.r0', value: '3' }], allowed: ['7'] },
} as const;
const hazard = 'open(2) NOTES, O_DIRECT and fork';

const verdicts: readonly VerdictResult[] = [
  cell('vmsplice-child-unmap', 'mapcount', {
    verdict: 'violates',
    expected: 'violates',
    breaches: [leak],
    events: { faults: 3, reuses: 1 },
    explanation: told('vmsplice-child-unmap', 'mapcount'),
    trace: [
      { actor: 'P', op: 'write buf, value 1', step: 'install-pte' },
      { actor: 'C', op: 'get buf', step: 'take-reference' },
      { actor: 'P', op: 'write buf, value 2', step: 'reuse' },
    ],
  }),
  cell('vmsplice-child-unmap', 'early-cow-seqcount', { expected: 'holds' }),
  cell('vmsplice-child-unmap', 'anon-exclusive', { expected: 'holds', eventMismatches: ['copies: expected 0, counted 1'] }),
  cell('dio-read-across-fork', 'mapcount', {
    verdict: 'violates',
    expected: 'violates',
    breaches: [parted],
    documentedHazard: hazard,
    explanation: told('dio-read-across-fork', 'mapcount'),
  }),
  cell('dio-read-across-fork', 'early-cow-seqcount', {
    verdict: 'violates',
    expected: 'violates',
    breaches: [parted, leak],
    documentedHazard: hazard,
    explanation: told('dio-read-across-fork', 'early-cow-seqcount'),
  }),
  cell('dio-read-across-fork', 'anon-exclusive', { expected: 'holds' }),
  cell('fork-gup-fast-race', 'mapcount', { verdict: 'not-applicable', why: 'the policy does not count pins' }),
  cell('fork-gup-fast-race', 'early-cow-seqcount', { verdict: 'bounded', complete: false, why: '1,000,000 states' }),
  cell('fork-gup-fast-race', 'anon-exclusive', {
    verdict: 'refused',
    expected: 'holds',
    why: 'the pin is refused while fork runs',
    memoryModel: 'tso',
  }),
  ...policies.map((policy) => cell('fork-child-first', policy.id, { expected: 'holds' })),
];

/** @param writesToPresentInModel on which policies differ */
function recordingOf(writesToPresentInModel: number): RecordingNotes {
  const counts = {
    replayed: 14_297,
    faultedInModel: 13_845,
    faultsRecorded: 14_297,
    writesToPresentRecorded: 12_092,
    writesToPresentInModel,
    agreeByConstruction: 5_238,
    agreeForetold: 8_607,
    inferredStores: 3,
  };
  const differences = [
    { words: 'the page table of the child was filled at fork', count: 402 },
    { words: 'two threads faulted on one page at once', count: 50 },
  ];
  return {
    figures: recordingFigures(counts, differences, [{ words: 'madvise MADV_HUGEPAGE: the model has base pages only', count: 2 }]),
    processes: [
      { pid: 300, comm: 'redis-server', faultsRecorded: 13_584, faultedInModel: 13_534 },
      { pid: 371, comm: 'redis-server', faultsRecorded: 356, faultedInModel: 155 },
      { pid: 388, comm: 'redis-server', faultsRecorded: 357, faultedInModel: 156 },
    ],
    notContained: ['pins and references (O_DIRECT, io_uring, vmsplice)', 'accesses that did not fault'],
  };
}

function measured(workload: string, policy: string, events: Measurement['events'], rest: Partial<Measurement> = {}): Measurement {
  return {
    workload,
    policy,
    seed: 1,
    parameters: { pages: 1_048_576 },
    operations: 2_621_440,
    events,
    peakFrames: 1_400_000,
    ...rest,
  };
}

const measurements: readonly Measurement[] = [
  measured(
    'snapshot',
    'mapcount',
    {
      faults: 1_921_004,
      'write-faults': 524_288,
      reuses: 180_212,
      copies: 344_076,
      'zero-fills': 1_048_576,
      'pages-allocated': 1_392_652,
      forks: 1,
    },
    { speed: { operationsPerSecond: 52_134_000, marginPercent: 1.8, samples: 4 } },
  ),
  measured('snapshot', 'early-cow-seqcount', {
    faults: 1_921_004,
    'write-faults': 524_288,
    reuses: 175_000,
    copies: 349_288,
    'zero-fills': 1_048_576,
    'pages-allocated': 1_397_864,
    forks: 1,
    'early-copies': 12,
  }),
  measured(
    'snapshot',
    'anon-exclusive',
    {},
    { error: 'The rule copy-pinned-exclusive threw: no frame.', operations: 0, peakFrames: 0 },
  ),
  ...policies.map((policy, index) =>
    measured(
      'redis-bgsave',
      policy.id,
      {
        faults: 13_845,
        'write-faults': 11_903,
        reuses: 90 + 7 * index,
        copies: 11_813 - 7 * index,
        forks: 1,
        'pages-allocated': 13_000,
      },
      { recording: recordingOf(11_903 - index), parameters: {}, operations: 14_297, peakFrames: 9_120 },
    ),
  ),
];

/** Results with a little of everything. */
export function sampleResults(): Results {
  return {
    schema: 'cowlab/results@1',
    version: '0.1.0',
    command: 'cowlab compare --seed 1',
    seed: 1,
    host: { node: 'v20.20.2', platform: 'linux x64', cpus: 2, load: 0.4 },
    policies,
    scenarios,
    verdicts,
    measurements,
    workloads: [
      {
        id: 'snapshot',
        title: 'In-memory database snapshot',
        about: 'Fork; the child reads every page while the parent stores with Zipf skew.',
      },
      {
        id: 'redis-bgsave',
        title: 'Redis background save, recorded',
        about: 'A recording of page faults of a real Redis around one BGSAVE.',
      },
    ],
    speed: [
      {
        name: 'store to a writable page, mapcount',
        subject: 'store to a writable page',
        policy: 'mapcount',
        operationsPerSecond: 91_000_000,
        marginPercent: 0.6,
        samples: 64,
      },
      {
        name: 'store to a writable page, anon-exclusive',
        subject: 'store to a writable page',
        policy: 'anon-exclusive',
        operationsPerSecond: 88_000_000,
        marginPercent: 0.8,
        samples: 64,
      },
      {
        name: 'page shared by fork, mapcount',
        subject: 'page shared by fork',
        policy: 'mapcount',
        operationsPerSecond: 4_200_000,
        marginPercent: 1.1,
        samples: 41,
      },
    ],
    notModelled: ['memcg beyond ENOMEM', 'RCU', 'contention and caches: counts are not times'],
  };
}

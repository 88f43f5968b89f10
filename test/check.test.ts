import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PluginFiles, reuseAlways, reuseUnlessPinned, throwingFork } from '../core/run/testing/plugin-files.js';
import { cowlab, refusal } from './testing/cowlab.js';
import { loadedBy } from './testing/loaded.js';

/** The example of the format's description. */
const example = `name: vmsplice-child-unmap           # kebab-case, unique
title: Child reads the parent's later store through a spliced page
sources: [CVE-2020-29374, "commit 09854ba94c6a"]
memory:                               # areas of the first process, P; shared by name with children after fork
  buf: { pages: 1 }                   # pages (4 KiB each); default: private, anonymous, rw, untouched
steps:                                # in exactly this order
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - C: { get: buf, as: pipe }
  - C: { munmap: buf }
  - P: { write: buf, value: 2 }
  - C: { read-ref: pipe, as: r0 }
expect:                               # optional; what is asserted, by policy id or kernel
  mapcount: violates
  linux-6.1: holds
`;

const files = new PluginFiles();
let scenario: string;
beforeAll(() => {
  scenario = files.write('example.scenario.yaml', example);
});
afterAll(() => files.remove());

interface Document {
  readonly schema: string;
  readonly verdicts: readonly Readonly<Record<string, unknown>>[];
}

function verdicts(...args: readonly string[]): {
  readonly code: number | null;
  readonly document: Document;
  readonly err: string;
} {
  const { code, out, err } = cowlab('check', ...args, '--json');
  return { code, document: JSON.parse(out) as Document, err };
}

describe('cowlab check --plugin', () => {
  it('says which scenarios come back against the policy that the plugin starts from', () => {
    const plugin = files.write('reuse-always.mjs', reuseAlways);
    const args = ['check', scenario, 'basic-cow', '--plugin', plugin, '--policy'];
    expect(cowlab(...args, 'mapcount,reuse-always').out).toContain('reuse-always against mapcount:\n  breaks basic-cow\n');
    expect(cowlab(...args, 'reuse-always').out).not.toContain('against');
  });
});

describe('cowlab check FILE', () => {
  it('prints the verdict under every policy, and ends with 0 when all is as expected', () => {
    const { code, out, err } = cowlab('check', scenario);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain("vmsplice-child-unmap  Child reads the parent's later store through a spliced page");
    expect(out).toMatch(/^ {2}mapcount +✗ violates/mu);
    expect(out).toContain('isolation: C.r0 = 2, the eager machine allows {1}');
    expect(out).toMatch(/^ {2}anon-exclusive-6\.1 +✓ holds/mu);
    expect(out).not.toContain('\u001B[');
  });

  it('prints one JSON document on request', () => {
    const { code, document } = verdicts(scenario, '--policy', 'mapcount,anon-exclusive-6.1');
    expect(code).toBe(0);
    expect(document.schema).toBe('cowlab/verdicts@1');
    const [violated, held] = document.verdicts;
    expect(violated).toMatchObject({
      scenario: 'vmsplice-child-unmap',
      policy: 'mapcount',
      verdict: 'violates',
      expected: 'violates',
      outcomes: 1,
      memoryModel: 'sc',
      complete: true,
    });
    expect(violated?.breaches).toContainEqual({
      kind: 'isolation',
      detail: 'C.r0 = 2, the eager machine allows {1}',
      what: 'value-not-allowed',
      facts: { values: [{ name: 'C.r0', value: '2' }], allowed: ['1'] },
    });
    expect(violated?.events).toMatchObject({ forks: 1, copies: 0, reuses: 1 });
    expect(violated?.trace).toContainEqual({ actor: 'P', op: 'write', step: 'make-writable' });
    expect(held).toMatchObject({ policy: 'anon-exclusive-6.1', verdict: 'holds', expected: 'holds', breaches: [] });
    expect(held).not.toHaveProperty('trace');
    expect(held?.states).toBeTypeOf('number');
    expect(held?.transitions).toBeTypeOf('number');
  });

  it('gives the same document every time', () => {
    expect(verdicts(scenario)).toEqual(verdicts(scenario));
  });

  it('runs the policy that a kernel has, and composes variants', () => {
    const { document } = verdicts(scenario, '--kernel', '5.4.38,6.1', '--policy', 'early-cow+pins-bias');
    expect(document.verdicts.map(({ policy }) => policy)).toEqual([
      'early-cow+pins-bias',
      'mapcount+munmap-downgrades-4.20',
      'anon-exclusive-6.1',
    ]);
  });

  it('ends with 1 when a verdict is not the expected one, and says which', () => {
    const other = files.write('other.scenario.yaml', example.replace('linux-6.1: holds', 'linux-6.1: violates'));
    const { code, out } = cowlab('check', other, '--quiet');
    expect(code).toBe(1);
    expect(out).toContain('! vmsplice-child-unmap under anon-exclusive-6.1: found holds; expected: violates');
    expect(cowlab('check', scenario, '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it('ends with 1 when event counts differ, or when a bound was hit', () => {
    const counted = files.write('counted.scenario.yaml', `${example}expect-events: { mapcount: { copies: 3 } }\n`);
    expect(cowlab('check', counted)).toMatchObject({
      code: 1,
      out: expect.stringContaining('events: copies: expected 3, counted 0') as string,
    });
    const cut = cowlab('check', 'rw-pin-races-fork', '--policy', 'early-cow-seqcount', '--states', '20');
    expect(cut.code).toBe(1);
    expect(cut.out).toMatch(/… bounded .*\n +20 states were seen before all interleavings were/u);
  });

  it('cuts a race off at the memory its states may take, and tells the size of one of them', () => {
    const cut = cowlab('check', 'rw-pin-races-fork', '--policy', 'early-cow-seqcount', '--max-memory', '48KiB', '--json');
    expect(cut.code).toBe(1);
    const {
      verdicts: [verdict],
    } = JSON.parse(cut.out) as { verdicts: [{ verdict: string; why: string; stateBytes: number }] };
    expect(verdict).toMatchObject({ verdict: 'bounded', why: expect.stringContaining('48 KiB of states were held') as string });
    expect(verdict.stateBytes).toBeGreaterThan(100);
    expect(cowlab('explain', 'rw-pin-races-fork', '--policy', 'early-cow-seqcount', '--max-memory', '48KiB')).toMatchObject({
      code: 1,
      out: expect.stringContaining('48 KiB of states were held') as string,
    });
  });

  it('notes a key of expect that means nothing, and goes on', () => {
    const unknown = files.write('unknown.scenario.yaml', example.replace('linux-6.1: holds', 'early-cwo: holds'));
    const { code, err } = cowlab('check', unknown, '--policy', 'early-cow');
    expect(code).toBe(0);
    expect(err).toContain('`expect: early-cwo` is not compared');
    expect(err).toContain('did you mean early-cow');
  });

  it('takes built-in scenarios by name', () => {
    const { document } = verdicts('basic-cow', '--policy', 'mapcount');
    expect(document.verdicts).toHaveLength(1);
    expect(verdicts('--scenario', 'basic-cow,rw-pin-fork', '--policy', 'mapcount').document.verdicts).toHaveLength(2);
  });
});

describe('a scenario file is refused, and nothing is run,', () => {
  it.each([
    ['a key that does not exist', example.replace('value: 2', 'valu: 2'), /:11:22: COW\d+: `valu` is not a key/u],
    ['a place that does not exist', example.replace('munmap: buf', 'munmap: bux'), /:10:18: COW\d+: .*bux/u],
    ['an operation that is not built yet', example.replace('munmap: buf', 'swap-out: "P:buf"'), /:10:\d+: COW011: /u],
    ['text that is no YAML', 'name: [', /:\d+:\d+: COW001: /u],
  ])('for %s', (what, text, message) => {
    const path = files.write(`${what.replaceAll(' ', '-')}.scenario.yaml`, text);
    const said = refusal('check', scenario, path);
    expect(said.startsWith(path)).toBe(true);
    expect(said.slice(path.length)).toMatch(message);
  });

  it('when it is not there, a folder, or named as another one', () => {
    expect(refusal('check', 'nowhere.scenario.yaml')).toContain(
      'COW123: There is no scenario named `nowhere.scenario.yaml`, and no such file.',
    );
    expect(refusal('check', files.folder)).toContain('it is a folder');
    const twin = files.write('twin.scenario.yaml', example);
    expect(refusal('check', scenario, twin)).toContain('`vmsplice-child-unmap` is used twice');
  });
});

describe('unknown names are refused with the nearest known ones:', () => {
  it.each([
    [['check', 'basic-cow', '--policy', 'mapcuont'], 'did you mean `mapcount`?'],
    [['check', 'vmsplice-child-unmp'], 'did you mean the built-in `vmsplice-child-unmap`?'],
    [['check', '--scenario', 'basic-cwo'], 'did you mean the built-in `basic-cow`'],
    [['check', '--polcy', 'mapcount'], 'did you mean --policy?'],
    [['chekc'], 'did you mean `check`?'],
    [['list', 'rulez'], 'did you mean `rules`?'],
    [['explain', 'basic-cow', '--policy', 'anon-exclusiv'], 'did you mean `anon-exclusive`'],
    [['check', 'basic-cow', '--kernel', '5.10.0-19-amd64'], 'known of 5.10:'],
    [['check', 'basic-cow', '--kernel', '5.10.999999'], 'the newest of its series that the table knows is 5.10.265'],
    [['check', 'basic-cow', '--kernel', '4.9.337'], 'applied to this stable series, reverted'],
    [['check', 'basic-cow', '--kernel', '4.18.0-372.el8.x86_64'], '`rhel-8.5` (RHEL 8.5 and 8.6), which is not built yet'],
    [['check', 'basic-cow', '--policy', 'pins-bias'], 'POLICY+pins-bias'],
    [['check', 'basic-cow', '--states', 'many'], 'a whole number above 0'],
    [['check', 'basic-cow', '--max-memory', 'much'], 'a number of bytes above 0'],
  ])('%j', (args, hint) => {
    expect(refusal(...args)).toContain(hint);
  });
});

describe('cowlab check --plugin', () => {
  it('runs policies of TypeScript and JavaScript files beside the built-in ones', () => {
    const typescript = files.write('reuse-if-pinned.ts', reuseUnlessPinned);
    const javascript = files.write('reuse-always.mjs', reuseAlways);
    const { document, code } = verdicts('basic-cow', '--plugin', typescript, '--plugin', javascript);
    const byPolicy = new Map(document.verdicts.map(({ policy, verdict }) => [policy, verdict]));
    expect(code).toBe(0);
    expect(byPolicy.get('reuse-if-pinned')).toBe('holds');
    expect(byPolicy.get('reuse-always')).toBe('violates');
    expect(byPolicy.size).toBeGreaterThan(7);
  });

  it('refuses one that is not there, throws on load, brings nothing or binds nothing', () => {
    expect(refusal('check', 'basic-cow', '--plugin', 'no/plugin.ts')).toContain('no/plugin.ts: COW333');
    const throws = files.write('throws.ts', "export const a = 1;\nthrow new Error('no luck');\n");
    expect(refusal('check', 'basic-cow', '--plugin', throws)).toContain(
      `${throws}:2:7: COW030: The plugin failed to load: Error: no luck.`,
    );
    const empty = files.write('empty.ts', 'export {};\n');
    expect(refusal('check', 'basic-cow', '--plugin', empty)).toContain(`${empty}: COW031`);
    const idle = files.write(
      'idle.js',
      "import { definePolicy } from 'cowlab';\nexport default definePolicy('idle', { title: '', extends: 'mapcount' });\n",
    );
    expect(refusal('check', 'basic-cow', '--plugin', idle)).toContain(`${idle}: COW237`);
  });

  it('ends with 3 when a rule throws in mid-run, naming plugin, policy and rule, and the others are there', () => {
    const path = files.write('throwing.ts', throwingFork('throwing', 'out of ideas'));
    const sentence = 'The rule ThrowingFork, asked for fork, of policy `throwing` threw during the run: out of ideas.';
    const args = ['basic-cow', '--policy', 'mapcount,throwing', '--plugin', path];
    const { code, document, err } = verdicts(...args);
    expect(code).toBe(3);
    expect(document.verdicts).toMatchObject([
      { policy: 'mapcount', verdict: 'holds' },
      { policy: 'throwing', verdict: 'broken', complete: false, why: sentence, states: 0 },
    ]);
    expect(err).toContain(
      `cowlab: 1 cell broke; the others are complete.\nbasic-cow under throwing:\n  ${path}: COW032: ${sentence}`,
    );
    const text = cowlab('check', ...args);
    expect(text).toMatchObject({ code: 3, err });
    expect(text.out).toMatch(/^ {2}mapcount +✓ holds.*\n! throwing +\? broken.*\n +The rule ThrowingFork/mu);
    const explained = cowlab('explain', 'basic-cow', '--policy', 'throwing', '--plugin', path);
    expect(explained).toMatchObject({ code: 3, out: '' });
    expect(explained.err).toContain(`${path}: COW032: ${sentence}`);
  });
});

describe('cowlab check FILE loads little, so that it answers at once:', () => {
  it('what reads a program, checks it and prints the verdict, and nothing of charts, pages, threads or plugins', () => {
    const { modules, packages } = loadedBy('check', scenario);
    expect(packages.filter((name) => !name.startsWith('@inversifyjs/'))).toEqual([
      'commander',
      'fast-string-truncated-width',
      'fast-string-width',
      'fast-wrap-ansi',
      'inversify',
      'leven',
      'picocolors',
      'pure-rand',
      'reflect-metadata',
      'yaml',
      'zod',
    ]);
    expect(modules).toContain('core/explore/check.ts');
    const heavy =
      /^(?:reports\/(?:charts|page|folder|csv|costs|changes)\/|core\/(?:simulate|run\/(?:comparison|threads|journal|speed|bench|plugins))|cli\/(?:compare|report|bench|explain\/))/u;
    expect(modules.filter((name) => heavy.test(name))).toEqual([]);
  });
});

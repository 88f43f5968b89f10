import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cowlab, cowlabWith, refusal } from './testing/cowlab.js';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('cowlab', () => {
  it('shows its commands and an example', () => {
    const bare = cowlab();
    expect(bare).toEqual(cowlab('--help'));
    expect(bare.code).toBe(0);
    for (const command of ['bench', 'check', 'compare', 'explain', 'list', 'report'])
      expect(bare.out).toMatch(new RegExp(`^  ${command} `, 'mu'));
    expect(bare.out).not.toContain('advise');
    expect(bare.out).toContain('Example:');
  });

  it.each(['check', 'compare', 'explain', 'list'])('%s --help shows an example', (command) => {
    const { code, out } = cowlab(command, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples?:\\n  cowlab ${command}`, 'u'));
  });

  it('tells its version', () => {
    const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { readonly version: string };
    expect(cowlab('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('says of a command that is planned that it is not built yet', () => {
    expect(refusal('fuzz', '--policy', 'mapcount')).toContain('`fuzz` is not built yet');
  });

  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('has colours in a pipe only where they are forced: %j', (env, coloured) => {
    for (const args of [
      ['check', 'basic-cow'],
      ['explain', 'vmsplice-child-unmap', '--policy', 'mapcount'],
      ['list', 'policies'],
    ]) {
      expect(cowlabWith(env, ...args).out.includes('\u001B[')).toBe(coloured);
    }
  });

  it('does not mind a reader that stops early', async () => {
    const child = spawn(process.execPath, [`${root}dist/cli/main.js`, 'list', 'steps', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (data: Buffer) => {
      err += data.toString();
    });
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe('cowlab explain', () => {
  it('tells the story of a breach', () => {
    const { code, out } = cowlab('explain', 'vmsplice-child-unmap', '--policy', 'mapcount');
    expect(code).toBe(0);
    expect(out).toContain('vmsplice-child-unmap under mapcount');
    expect(out).toContain('decided by write-fault: ReuseIfMappedOnce');
    expect(out).toContain('✗ C.spliced: 2');
  });

  it('takes a kernel for a policy, and prints JSON', () => {
    const { code, out } = cowlab('explain', 'rw-pin-races-fork', '--kernel', '5.9.2', '--json');
    const document = JSON.parse(out) as Readonly<Record<string, unknown>>;
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: 'cowlab/explanation@1', policy: 'early-cow', verdict: 'violates', complete: true });
    expect(document.steps).toContainEqual(
      expect.objectContaining({
        actor: 'P',
        step: 'ask-fork-rule',
        phase: 'race',
        decided: [expect.objectContaining({ decision: 'fork', rule: 'CopyMaybePinned', answer: 'no', policy: 'early-cow' })],
      }),
    );
    expect(document.outcome).toMatchObject({ 'P.t1.h': 'ok', 'P.buf.lo': '1' });
  });

  it('wants one policy and one scenario', () => {
    expect(refusal('explain', 'basic-cow')).toContain('No policy is named');
    expect(refusal('explain', 'basic-cow', '--policy', 'mapcount,early-cow')).toContain('More than one policy');
    expect(refusal('explain')).toContain('SCENARIO');
  });

  it('explains an error code, in any case of letters', () => {
    const { code, out } = cowlab('explain', 'cow012');
    expect(code).toBe(0);
    expect(out).toContain('COW012: a program larger than a limit\n');
    expect(out).toContain('cve.scenario.yaml:7:18: COW012: The program has more than 100,000 steps.\n');
    expect(out).toContain('What to do: ');
    expect(out).toContain('Exit code 2, the input was refused.\n');
    const document: unknown = JSON.parse(cowlab('explain', 'COW022', '--json').out);
    expect(document).toMatchObject({
      schema: 'cowlab/error@1',
      code: 'COW022',
      exitCodes: [3],
      examples: [expect.stringContaining('<stdout>: COW022: ')],
    });
  });

  it('names the nearest error codes for one that there is not', () => {
    expect(refusal('explain', 'COW912')).toMatch(/COW004: There is no error code named `COW912`\.[^]*did you mean [^]*`COW012`/u);
  });
});

describe('cowlab list', () => {
  const entry: Readonly<Record<string, object>> = {
    policies: { id: 'early-cow', since: '5.9', extends: 'page-count' },
    scenarios: { name: 'rw-pin-races-fork', race: true },
    workloads: { id: 'redis-bgsave' },
    kernels: { policy: 'rhel-8.5', built: false, status: 'read' },
    events: { name: 'copies', unit: 'pages', role: 'answer' },
    rules: { name: 'fork', token: 'Rule.Fork', interface: 'ForkRule' },
    fields: { entity: 'frame', name: 'mapcount', bits: 32, about: 'number of PTEs that map it' },
    steps: { operation: 'fork-pte', stands: 'copy_present_pte', step: 'install-child-pte', use: 'mandatory' },
  };

  it.each(Object.keys(entry))('%s: names them, with a line for people and data for machines', (kind) => {
    const { code, out } = cowlab('list', kind, '--json');
    const document = JSON.parse(out) as { readonly kind: string; readonly entries: readonly object[] };
    expect({ code, kind: document.kind }).toEqual({ code: 0, kind });
    expect(document.entries).toContainEqual(expect.objectContaining(entry[kind] ?? {}));
    const text = cowlab('list', kind);
    expect(text.code).toBe(0);
    expect(text.out.split('\n').length).toBeGreaterThan(document.entries.length);
  });

  it('shows the lists that a policy runs, and whose each edited line is', () => {
    const { out } = cowlab('list', 'steps', '--policy', 'anon-exclusive-6.1', '--json');
    const { entries } = JSON.parse(out) as {
      readonly entries: readonly { readonly policy?: string; readonly line: string; readonly leftOut: boolean }[];
    };
    expect(entries.filter(({ policy }) => policy === 'anon-exclusive-6.1')).toEqual([
      expect.objectContaining({
        operation: 'gup-fast',
        line: 'full-barrier',
        leftOut: false,
        sources: ['commit 088b8aa537c2', 'commit 70cbc3cc78a9'],
      }),
    ]);
    expect(entries).toContainEqual(
      expect.objectContaining({ operation: 'mprotect', line: 'change-pte', policy: 'anon-exclusive', leftOut: true }),
    );
    const text = cowlab('list', 'steps', '--policy', 'anon-exclusive-6.1').out;
    expect(text).toMatch(/^ {2}full-barrier +anon-exclusive-6\.1$/mu);
    expect(text).toMatch(/^- change-pte +left out by anon-exclusive$/mu);
  });

  it('names the registers of a list behind its steps, and those of whole operations', () => {
    const { out } = cowlab('list', 'steps');
    expect(out).toMatch(/^fork-pte \(copy_present_pte\)\n(?: .*\n)+ {2}registers +word, frame, protected, new$/mu);
    expect(out).toMatch(/^op \(.*\)\n {2}registers +mm, first, last, page/mu);
    const { entries } = JSON.parse(cowlab('list', 'steps', '--json').out) as { readonly entries: readonly object[] };
    expect(entries).toContainEqual({ operation: 'reuse-page', stands: expect.any(String) as unknown, registers: ['decision'] });
  });

  it('names what a plugin adds to the state, and that its rules may read it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cowlab-fields-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const plugin = join(folder, 'mine.mjs');
    writeFileSync(
      plugin,
      `import { definePolicy } from 'cowlab';
      export default definePolicy('mine', { title: '', extends: 'mapcount', fields: [
        { entity: 'frame', name: 'shared', bits: 8, about: 'a fork has shared it' }, { entity: 'vma', name: 'old', bits: 16 },
      ] });`,
    );
    const { entries } = JSON.parse(cowlab('list', 'fields', '--plugin', plugin, '--json').out) as {
      readonly entries: readonly { readonly policy?: string }[];
    };
    expect(entries.filter(({ policy }) => policy === 'mine')).toEqual([
      { entity: 'frame', name: 'shared', bits: 8, about: 'a fork has shared it', policy: 'mine', of: 'state' },
      { entity: 'vma', name: 'old', bits: 16, about: '', policy: 'mine', of: 'state' },
      { entity: 'frame', name: 'shared', about: 'a fork has shared it', policy: 'mine', of: 'views' },
      { entity: 'head', name: 'shared', about: 'a fork has shared it', policy: 'mine', of: 'views' },
      { entity: 'vma', name: 'old', about: '', policy: 'mine', of: 'views' },
    ]);
    const { out } = cowlab('list', 'fields', '--plugin', plugin);
    expect(out).toMatch(/^frame: a page of memory; [^]*^ {2}shared +8 bits; of mine; a fork has shared it\n[^]*^pte: /mu);
    expect(out).toMatch(/^ {2}frame\.exclusive +PageAnonExclusive$/mu);
    expect(out).toMatch(/^ {2}frame\.shared +of mine; a fork has shared it$/mu);
  });

  it('refuses a policy where the list is not of one', () => {
    const { code, err } = cowlab('list', 'rules', '--policy', 'mapcount');
    expect(code).toBe(2);
    expect(err).toContain('`cowlab list steps --policy ID`');
  });

  it('shows who binds a rule, and where that is from', () => {
    const { out } = cowlab('list', 'rules');
    expect(out).toContain('mapcount: ShareAlways, copy_one_pte, Linux 5.7\n');
    expect(out).toContain('early-cow: CopyMaybePinned, commit 70e806e4e645 (copy_present_page)\n');
  });
});

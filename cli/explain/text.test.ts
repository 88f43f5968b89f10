import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { replayBreach } from '../../core/explore/breach-run.js';
import { oneRun } from '../../core/explore/one-run.js';
import { replay } from '../../core/explore/replay.js';
import { testProgram } from '../../test/model/testing/programs.js';
import { checkedCase } from '../testing/programs.js';
import { renderExplanation, type ExplanationOptions } from './text.js';

function explained(scenario: string, id: string, options: Partial<ExplanationOptions> = {}): string {
  const { program, policy, checked } = checkedCase(scenario, id);
  const run = replayBreach(program, policy, checked) ?? replay(program, policy, oneRun(program, policy) ?? []);
  return renderExplanation(program, policy, checked, run, { colour: false, width: 100, ...options });
}

function lineWith(text: string, part: string): string {
  return text.split('\n').find((line) => line.includes(part)) ?? '';
}

describe('the explanation of a run', () => {
  it('has a column per actor, and beside a step the state that it changed', () => {
    const text = explained('vmsplice-child-unmap', 'mapcount');
    const head = lineWith(text, 'what changed');
    const child = head.indexOf('C ');
    const changed = head.indexOf('what changed');
    expect(head.indexOf('P ')).toBe(0);
    expect(lineWith(text, 'munmap buf').indexOf('munmap buf')).toBe(child);
    const copied = lineWith(text, 'install-child-pte');
    expect(copied.trimStart().startsWith('install-child-pte')).toBe(true);
    expect(copied.indexOf('C.buf: frame 1, read-only, dirty')).toBe(changed);
    expect(lineWith(text, 'drop-zapped')).toContain('frame 1: mapcount 2 → 1');
  });

  it('names the rule that decided, its policy, its answer and its own source', () => {
    const words = explained('vmsplice-child-unmap', 'mapcount', { width: 400 });
    expect(words).toContain('write-fault: ReuseIfMappedOnce of mapcount wants to look closer\n');
    expect(words).toContain(
      'decided by write-fault: ReuseIfMappedOnce of mapcount answers mayReuse with reuse (do_wp_page and reuse_swap_page, Linux 4.19; commit 52d1e606ee73 (reuse_ksm_page))\n',
    );
    expect(words.split('Linux 4.19')).toHaveLength(2);
  });

  it('names the rule that another one handed the question to', () => {
    const words = explained('observed-a-fork-child-exit', 'anon-exclusive-6.5', { width: 400 });
    expect(words).toContain(
      'write-fault: ReuseIfLastAfterCleanup of page-count-everywhere, for ReuseIfExclusive, wants to look closer\n',
    );
    expect(words).toMatch(
      /look-under-lock +decided by write-fault: ReuseIfLastAfterCleanup of page-count-everywhere, for ReuseIfExclusive, answers mayReuse with reuse \(do_wp_page, commit 53a05ad9f21d/u,
    );
  });

  it('names the rule that the one which decided was told something by', () => {
    const words = explained('rw-pin-fork', 'early-cow', { width: 400 });
    expect(words).toContain(
      'decided by fork: CopyMaybePinned of early-cow answers mustCopy with yes (commit 70e806e4e645 (copy_present_page)); it was told by PinsByBias of mapcount: isMaybePinned, yes (commit 3faa52c03f44 (page_maybe_dma_pinned))',
    );
  });

  it('does not claim a decision where no rule was asked', () => {
    const text = explained('basic-cow', 'anon-exclusive', { width: 400 });
    expect(text.match(/decided by fork/gu)).toHaveLength(1);
    expect(text).not.toContain('decided by gup');
  });

  it('marks the breach where it is seen, in the outcome and by name', () => {
    const text = explained('vmsplice-child-unmap', 'mapcount');
    expect(text).toContain('✗ violates: isolation: C.spliced = 2, the eager machine allows {1}');
    expect(lineWith(text, 'load-through-handle')).toContain('✗ C.spliced: 2');
    expect(text).toContain('  ✗ C.spliced = 2\n    P.buf = 2\n');
    expect(text).not.toContain('✗ pipe: reference');
  });

  it('marks both values where only their combination is wrong', () => {
    const text = explained('fork-tears-snapshot', 'early-cow');
    expect(text).toContain('✗ violates: snapshot: C.buf[0].lo = 1 with C.buf[1].lo = 3');
    expect(text).toContain('  ✗ C.buf[0] = 1\n  ✗ C.buf[1] = 3\n');
  });

  it('of a breached race is a shortest run, in turns of the actors', () => {
    const text = explained('rw-pin-races-fork', 'early-cow');
    expect(text).toContain('The shortest breaching run found');
    const order = ['ask-fork-rule', 'take-reference', '… fork C, continued', 'write-protect-parent', 'after the race'];
    const places = order.map((part) => text.indexOf(part));
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(places[0]).toBeGreaterThan(0);
    expect(text).toContain('re-read-pte');
  });

  it('of a race that holds is one run of many, and says so', () => {
    const text = explained('rw-pin-races-fork', 'early-cow-seqcount');
    expect(text).toContain('✓ holds');
    expect(text).toContain('It holds on every interleaving of the race. One of them');
    expect(text).toContain('P.t1.h = ok');
    expect(text).not.toContain('✗');
  });

  it('of a race where nobody can go on says who waits for what', () => {
    const program = testProgram('stuck');
    const { policy, checked } = checkedCase(program, 'mapcount');
    const run = replayBreach(program, policy, checked) ?? replay(program, policy, []);
    const text = renderExplanation(program, policy, checked, run, { colour: false, width: 100 });
    expect(text).toContain('✗ violates: progress: nobody can go on: P: wait b; P.t1: wait a');
    expect(text).toContain('outcome\n  none: nobody can go on');
    expect(text).toContain('P.c: initial#');
  });

  it('names every step on request', () => {
    const short = explained('basic-cow', 'mapcount');
    const long = explained('basic-cow', 'mapcount', { allSteps: true });
    expect(short).toContain('more steps');
    expect(long).not.toContain('more step');
    expect(long).toContain('fork-pte/install-child-pte');
  });

  it.each([40, 60, 80, 100, 160])('fits %i columns', (width) => {
    const texts = [
      explained('rw-pin-races-fork', 'early-cow', { width }),
      explained('vmsplice-child-unmap', 'mapcount', { width }),
    ];
    expect(Math.max(...texts.flatMap((text) => text.split('\n')).map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it('begins lines with the actor where columns have no room', () => {
    const text = explained('rw-pin-races-fork', 'early-cow', { width: 44 });
    expect(text).toContain('\nP: fork C\n');
    expect(text).toContain('\nP.t1: pin buf, write, as h\n');
  });

  it('says the same with colour', () => {
    const coloured = explained('vmsplice-child-unmap', 'mapcount', { colour: true });
    expect(coloured).not.toBe(stripVTControlCharacters(coloured));
    expect(stripVTControlCharacters(coloured)).toBe(explained('vmsplice-child-unmap', 'mapcount'));
  });
});

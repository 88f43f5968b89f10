import { describe, expect, it } from 'vitest';
import { CowlabError, listOfNoPolicy, noPlaceForReport, ruleThrew, unknownName, unknownAnchor } from './errors.js';

const asked = { policy: 'mine', rule: 'Reuse', question: 'for write-fault', plugin: 'mine.ts' };

describe('an error for a person', () => {
  it('says where, what, what was expected and a hint, in this order', () => {
    expect(unknownName('policy', 'mapcout', ['mapcount', 'page-count'], 'line 3').format()).toBe(
      [
        'line 3: COW004: There is no policy named `mapcout`.',
        '  expected: mapcount or page-count',
        '  hint: did you mean `mapcount`?',
      ].join('\n'),
    );
  });

  it('leaves out what it does not know', () => {
    expect(unknownAnchor('m', 'f:1:1').format()).toBe('f:1:1: COW018: There is no anchor named `m`.');
    expect(noPlaceForReport().format().split('\n')).toHaveLength(2);
  });

  it('is refused input unless the run broke', () => {
    expect(listOfNoPolicy('events').exitCode).toBe(2);
    expect(ruleThrew(asked, new Error('x is undefined')).exitCode).toBe(3);
  });

  it('names the policy and the rule that broke the run, and keeps the cause', () => {
    const cause = new TypeError('x is undefined');
    const error = ruleThrew(asked, cause);
    expect(error).toBeInstanceOf(CowlabError);
    expect(error.format()).toContain(
      'mine.ts: COW032: The rule Reuse, asked for write-fault, of policy `mine` threw during the run: x is undefined.',
    );
    expect(error.cause).toBe(cause);
  });

  it('cuts a long list of known names', () => {
    const names = Array.from({ length: 60 }, (_, index) => `scenario-${index}`);
    expect(unknownName('scenario', 'nothing', names).expected).toMatch(/scenario-39 … \(60 in all\)$/u);
  });
});

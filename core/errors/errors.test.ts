import { describe, expect, it } from 'vitest';
import { CowlabError, notBuilt, ruleThrew, unknownName } from './errors.js';

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
    expect(notBuilt('`swap-out`').format()).toBe('COW011: `swap-out` is part of the scenario format but is not built yet.');
  });

  it('is refused input unless the run broke', () => {
    expect(notBuilt('`merge`').exitCode).toBe(2);
    expect(ruleThrew('mine', 'WriteFaultRule.mayReuse', 'x is undefined').exitCode).toBe(3);
  });

  it('names the policy and the rule that broke the run, and keeps the cause', () => {
    const cause = new TypeError('x is undefined');
    const error = ruleThrew('mine', 'WriteFaultRule.mayReuse', cause.message, 'mine.ts', cause);
    expect(error).toBeInstanceOf(CowlabError);
    expect(error.format()).toContain(
      'mine.ts: COW032: The rule WriteFaultRule.mayReuse of policy `mine` threw during the run: x is undefined.',
    );
    expect(error.cause).toBe(cause);
  });

  it('cuts a long list of known names', () => {
    const names = Array.from({ length: 60 }, (_, index) => `scenario-${index}`);
    expect(unknownName('scenario', 'nothing', names).expected).toMatch(/scenario-39 … \(60 in all\)$/u);
  });
});

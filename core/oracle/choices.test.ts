import { describe, expect, it } from 'vitest';
import { Choices } from './choices.js';

/** All the ways a run can go that asks `may` as it likes. */
function ways(run: (may: () => boolean) => string): string[] {
  const choices = new Choices();
  const found: string[] = [];
  do found.push(run(choices.may)); while (choices.next());
  return found;
}

describe('choices', () => {
  it('run once what asks nothing', () => {
    expect(ways(() => 'done')).toEqual(['done']);
  });

  it('give every combination of answers once, no before yes', () => {
    expect(ways((may) => [may(), may()].map(Number).join(''))).toEqual(['00', '01', '10', '11']);
  });

  it('follow questions that depend on earlier answers', () => {
    expect(ways((may) => (may() ? `yes ${Number(may())}` : 'no'))).toEqual(['no', 'yes 0', 'yes 1']);
  });
});

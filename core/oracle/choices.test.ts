import { describe, expect, it } from 'vitest';
import { Choices } from './choices.js';

/** All the ways a run can go that asks as it likes. */
function ways(run: (pick: (ways: number) => number) => string): string[] {
  const choices = new Choices();
  const found: string[] = [];
  do found.push(run(choices.pick));
  while (choices.next());
  return found;
}

describe('choices', () => {
  it('run once what asks nothing', () => {
    expect(ways(() => 'done')).toEqual(['done']);
  });

  it('give every combination of answers once, the last question changing first', () => {
    expect(ways((pick) => `${pick(2)}${pick(3)}`)).toEqual(['00', '01', '02', '10', '11', '12']);
  });

  it('do not ask where there is one way only', () => {
    expect(ways((pick) => `${pick(1)}${pick(2)}${pick(1)}`)).toEqual(['000', '010']);
  });

  it('follow questions that depend on earlier answers', () => {
    expect(ways((pick) => (pick(2) === 1 ? `yes ${pick(2)}` : 'no'))).toEqual(['no', 'yes 0', 'yes 1']);
  });
});

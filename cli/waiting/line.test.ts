import { describe, expect, it } from 'vitest';
import { inTurn, lineOf, Shared, sharedLine, Turn, type SharedLine } from './line.js';

function saying(words: string, steps: number): SharedLine {
  const line = sharedLine();
  line.numbers[Shared.length] = new TextEncoder().encodeInto(words, line.words).written;
  line.numbers[Shared.steps] = steps;
  return line;
}

describe('the line of a long command', () => {
  it('says what is done, the steps so far and the seconds', () => {
    expect(lineOf(saying('3/12 snapshot', 1_234_567), 14, 80)).toBe('3/12 snapshot: 1,234,567 steps, 14 s');
    expect(lineOf(saying('reading scenarios', 0), 2, 80)).toBe('reading scenarios: 2 s');
    expect(lineOf(saying('reading scenarios', 1), 2, 80)).toBe('reading scenarios: 2 s');
  });

  it('fits into the terminal, and counts on beyond 31 bits', () => {
    const line = lineOf(saying('3/12 a-scenario-with-a-long-name', -1), 3, 40);
    expect(line).toBe('3/12 a-scenar…: 4,294,967,295 steps, 3 s');
    expect(line).toHaveLength(40);
  });

  it('is written by one at a time, and by nobody once it is over', () => {
    const line = saying('', 0);
    const done: string[] = [];
    inTurn(line, () => {
      done.push(`turn ${line.numbers[Shared.turn]}`);
    });
    line.numbers[Shared.turn] = Turn.over;
    inTurn(line, () => done.push('never'));
    expect(done).toEqual(['turn 1']);
  });
});

import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { HowFar } from '../../core/run/comparison-progress.js';
import { startProgress, TimeLeft } from './progress.js';

interface Sink {
  readonly stream: NodeJS.WriteStream;
  readonly text: () => string;
}

/** A stream as standard error is: a terminal or not. */
function sink(isTTY: boolean, columns = 80): Sink {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns }) as unknown as NodeJS.WriteStream, text: () => text };
}

function at(fraction: number, running: readonly string[] = []): HowFar {
  return { fraction, finishedCells: Math.floor(fraction * 161), cells: 161, running };
}

describe('progress where there is no terminal', () => {
  it('is one line at the start and one at the end of a short run', () => {
    const { stream, text } = sink(false);
    const progress = startProgress('3 scenarios', { quiet: false, stream, now: () => 0 });
    progress.update(at(0.5));
    progress.stop('done in 1 s');
    expect(text()).toBe('cowlab: comparing 3 scenarios\ncowlab: done in 1 s\n');
  });

  it('is a line every fifteen seconds of a long one', () => {
    const { stream, text } = sink(false);
    let time = 0;
    const progress = startProgress('3 scenarios', { quiet: false, stream, now: () => time });
    for (; time <= 40_000; time += 1000) progress.update(at(time / 100_000));
    expect(text().split('\n').slice(1, -1)).toEqual([
      'cowlab: 24 of 161 cells, about 85 s left',
      'cowlab: 48 of 161 cells, about 70 s left',
    ]);
  });

  it('says no more than its first line when the run was cut short', () => {
    const { stream, text } = sink(false);
    startProgress('3 scenarios', { quiet: false, stream }).stop();
    expect(text()).toBe('cowlab: comparing 3 scenarios\n');
  });
});

describe('progress on a terminal', () => {
  function lastLine(columns: number, running: readonly string[]): string {
    const { stream, text } = sink(true, columns);
    let time = 0;
    const progress = startProgress('3 scenarios', { quiet: false, stream, now: () => time });
    progress.update(at(0));
    time = 10_000;
    progress.update(at(0.25, running));
    progress.stop();
    return text().split('\n').join(' ');
  }

  it('is a bar with the percentage, the cells, the time left and what is running', () => {
    const text = lastLine(120, ['snapshot under early-cow']);
    expect(text).toContain('25 % | 40 of 161 cells | about 30 s left | snapshot under early-cow');
  });

  it('is cut to the width of the terminal', () => {
    const text = lastLine(80, ['snapshot under early-cow']);
    expect(text).toContain('25 % | 40 of 161 cells | about 30 s left | snapshot unde…');
  });
});

it.each([true, false])('progress is silent when asked to be (terminal: %s)', (isTTY) => {
  const { stream, text } = sink(isTTY);
  const progress = startProgress('3 scenarios', { quiet: true, stream });
  progress.update(at(0.5));
  progress.stop('done in 1 s');
  expect(text()).toBe('');
});

describe('the time left', () => {
  function left(...times: readonly (readonly [fraction: number, time: number])[]): readonly string[] {
    let now = 0;
    const measure = new TimeLeft(() => now);
    return times.map(([fraction, time]) => {
      now = time;
      return measure.at(fraction).join('');
    });
  }

  it('is told on the measure of the time spent, once there is enough of it', () => {
    expect(left([0, 0], [0.01, 5000], [0.25, 10_000], [0.1, 60_000], [1, 60_000])).toEqual([
      '',
      '',
      'about 30 s left',
      'about 9 min left',
      'about 0 s left',
    ]);
  });

  it('does not count what an earlier run has done', () => {
    expect(left([0.6, 0], [0.6, 10_000], [0.8, 20_000])).toEqual(['', '', 'about 20 s left']);
  });
});

import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startProgress, timeLeft } from './progress.js';

/** A stream as standard error is: a terminal or not. */
function stream(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  let text = '';
  const sink = new Writable({ write: (chunk: Buffer, _, done) => { text += chunk.toString(); done(); } });
  return { stream: Object.assign(sink, { isTTY, columns: 80 }) as unknown as NodeJS.WriteStream, text: () => text };
}

describe('progress', () => {
  it('is one line at the start and one at the end where there is no terminal', () => {
    const { stream: to, text } = stream(false);
    const progress = startProgress('3 scenarios', false, to);
    progress.update(0.5);
    progress.stop('done in 1 s');
    expect(text()).toBe('cowlab: comparing 3 scenarios\ncowlab: done in 1 s\n');
  });

  it('says no more than its first line when the run was cut short', () => {
    const { stream: to, text } = stream(false);
    startProgress('3 scenarios', false, to).stop();
    expect(text()).toBe('cowlab: comparing 3 scenarios\n');
  });

  it.each([true, false])('is silent when asked to be (terminal: %s)', (isTTY) => {
    const { stream: to, text } = stream(isTTY);
    const progress = startProgress('3 scenarios', true, to);
    progress.update(0.5);
    progress.stop('done in 1 s');
    expect(text()).toBe('');
  });

  it('tells the time left on the measure of the time spent, once there is enough of it', () => {
    expect(timeLeft(0.01, 5000)).toBe('');
    expect(timeLeft(0.25, 10_000)).toBe('| about 30 s left');
    expect(timeLeft(0.1, 60_000)).toBe('| about 9 min left');
    expect(timeLeft(1, 60_000)).toBe('| about 0 s left');
  });
});

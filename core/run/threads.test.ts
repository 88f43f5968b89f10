import { describe, expect, it } from 'vitest';
import { runInThreads } from './threads.js';

interface Task {
  readonly name: string;
  readonly wait: number;
}

/** Answers with the task's name after a while, or does what the name says. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort, threadId, workerData } from 'node:worker_threads';
  const { task, signs } = workerData;
  if (task.name === 'throw') throw new Error('out of luck');
  if (task.name === 'leave') process.exit(5);
  parentPort.postMessage({ progress: 0.5 });
  setTimeout(() => parentPort.postMessage({ result: task.name + ' in ' + threadId }), task.wait);
  setInterval(() => {}, 1000);
`)}`,
);

const onLost = ({ name }: Task, error: unknown): string => `${name}: ${error instanceof Error ? error.message : ''}`;

function run(tasks: readonly Task[], limit: number, onProgress?: (task: number, fraction: number) => void): Promise<string[]> {
  return runInThreads(tasks, [...tasks.keys()].reverse(), { entry, limit, onLost, ...(onProgress && { onProgress }) });
}

describe('runInThreads', () => {
  it.each([1, 2, 8])('gives every task a thread of its own and keeps the order of the tasks, with %i at once', async (limit) => {
    const tasks = [
      { name: 'a', wait: 60 },
      { name: 'b', wait: 0 },
      { name: 'c', wait: 30 },
    ];
    const found = await run(tasks, limit);
    expect(found.map((text) => text.split(' ')[0])).toEqual(['a', 'b', 'c']);
    expect(new Set(found.map((text) => text.split(' ')[2])).size).toBe(3);
  });

  it('starts tasks in the order it is given, never more at once than allowed', async () => {
    const seen: string[] = [];
    await run(
      [
        { name: 'a', wait: 0 },
        { name: 'b', wait: 0 },
      ],
      1,
      (task, fraction) => seen.push(`${task} ${fraction}`),
    );
    expect(seen).toEqual(['1 0', '1 0.5', '1 1', '0 0', '0 0.5', '0 1']);
  });

  it('leaves out tasks that are not in the order', async () => {
    const found = await runInThreads(
      [
        { name: 'throw', wait: 0 },
        { name: 'b', wait: 0 },
      ],
      [1],
      { entry, limit: 2, onLost },
    );
    expect(found[0]).toBeUndefined();
    expect(found[1]).toMatch(/^b in /u);
  });

  it('goes on when a thread throws or leaves without an answer', async () => {
    const found = await run(
      [
        { name: 'throw', wait: 0 },
        { name: 'a', wait: 0 },
        { name: 'leave', wait: 0 },
      ],
      2,
    );
    expect(found[0]).toBe('throw: out of luck');
    expect(found[1]).toMatch(/^a in \d+$/u);
    expect(found[2]).toBe('leave: its thread ended with code 5 before it answered');
  });
});

import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { TraceText } from '../testing/trace-file.js';
import type { TraceLine } from './events.js';
import { ParsedLines } from './parsed-lines.js';

const heap = 0x7f0000000000;

const recording = (): string => new TraceText().fault(1, heap, 6).fork(1, 2).fault(2, heap, 7).exit(2).file();

async function pass(lines: ParsedLines): Promise<readonly TraceLine[]> {
  const found: TraceLine[] = [];
  for await (const some of lines.read()) found.push(...some);
  return found;
}

describe('the lines of a recording', () => {
  it('are read from its file by the first pass alone, and are the same to all', async () => {
    const path = recording();
    const lines = new ParsedLines(path);
    const first = await pass(lines);
    rmSync(path);
    expect(first.map(({ content }) => content.kind)).toEqual(['fault', 'fork', 'fault', 'exit']);
    expect(await pass(lines)).toEqual(first);
    expect(await pass(lines)).toEqual(first);
  });

  it('are read by every pass where there are more than are kept', async () => {
    const path = recording();
    const lines = new ParsedLines(path, 3);
    expect(await pass(lines)).toEqual(await pass(lines));
    rmSync(path);
    await expect(pass(lines)).rejects.toMatchObject({ code: 'COW020' });
  });

  it('are not kept by a pass that did not come to the end', async () => {
    const path = recording();
    const lines = new ParsedLines(path);
    for await (const some of lines.read()) {
      expect(some.length).toBeGreaterThan(0);
      break;
    }
    expect(await pass(lines)).toHaveLength(4);
  });
});

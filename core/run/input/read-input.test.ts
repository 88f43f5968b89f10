import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CowlabError } from '../../errors/errors.js';
import { decodeText } from './decode-text.js';
import { inputKinds } from './limits.js';
import { checkFile, readInput, readText } from './read-input.js';

const folder = mkdtempSync(join(tmpdir(), 'cowlab-input-'));
const small = { noun: 'a note', most: 1024 };
const impatient = { writer: 0, bytes: 0 };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function fifo(name: string): string {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  return path;
}

/** A FIFO that holds `content` and whose writer has gone, or has not. */
function written(name: string, content: string, hasGone: boolean): { readonly path: string; readonly close: () => void } {
  const path = fifo(name);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(descriptor, content);
  return {
    path,
    close: () => {
      if (!hasGone) closeSync(descriptor);
    },
  };
}

function refusal(work: () => unknown): CowlabError {
  try {
    work();
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe("a user's file", () => {
  it('is read whole, in as many pieces as it takes', () => {
    const content = 'Ünïcode\n'.repeat(40_000);
    expect(readText(file('large', content), inputKinds.scenario)).toBe(content);
    expect(readText(file('nothing', ''), small)).toBe('');
    expect(readText('/proc/self/status', inputKinds.scenario)).toContain('Name:');
  });

  it('may be as large as its kind, and not a byte larger', () => {
    expect(readInput(file('full', 'x'.repeat(1024)), small)).toHaveLength(1024);
    const error = refusal(() => readInput(file('over', 'x'.repeat(1025)), small));
    expect(error).toMatchObject({ code: 'COW326', exitCode: 2, where: join(folder, 'over') });
    expect(error.message).toContain('larger than a note may be, 1 KiB');
  });

  it('is not read at all where its size says enough', () => {
    const path = file('sparse', '');
    truncateSync(path, 2 ** 40);
    expect(refusal(() => readInput(path, inputKinds.results)).message).toContain('256 MiB');
    expect(refusal(() => checkFile(path, inputKinds.plugin)).message).toContain('larger than a plugin may be, 16 MiB');
  });

  it.each([
    ['/dev/zero', 'COW325', /it is a device/u],
    ['/dev/null', 'COW325', /it is a device/u],
    ['/dev/tty', 'COW325', /it is a device/u],
    [folder, 'COW324', /it is a folder/u],
    [join(folder, 'absent'), 'COW020', /there is no such file/u],
    ['a\0b', 'COW020', /no file can have this name/u],
    ['', 'COW020', /there is no such file/u],
    ['x'.repeat(300), 'COW020', /the name is too long/u],
  ])('is none: %j, %s', (path, code, why) => {
    expect(refusal(() => readInput(path, small))).toMatchObject({ code, message: expect.stringMatching(why) as string });
  });

  it('is no socket', async () => {
    const { createServer } = await import('node:net');
    const path = join(folder, 'socket');
    const server = createServer().listen(path);
    await new Promise((resolve) => {
      server.once('listening', resolve);
    });
    expect(refusal(() => readInput(path, small))).toMatchObject({
      code: 'COW325',
      message: expect.stringContaining('it is a socket') as string,
    });
    server.close();
  });
});

describe('a FIFO', () => {
  it('is waited for until somebody writes to it', () => {
    const path = fifo('later');
    spawn('sh', ['-c', `sleep 0.2; echo hello > '${path}'`], { stdio: 'ignore' });
    // However long the writer takes to start: how long a user waits is another question.
    expect(readText(path, small, { writer: Infinity, bytes: Infinity })).toBe('hello\n');
  });

  it('is refused when nobody writes to it, and says so', () => {
    const error = refusal(() => readInput(fifo('silent'), small, impatient));
    expect(error.format()).toMatch(/COW327: .*nobody writes to it[^]*hint: start what writes to it first/u);
  });

  it('is refused when its writer says no more for long', () => {
    const { path, close } = written('stalled', 'name: x', false);
    expect(refusal(() => readInput(path, small, impatient)).format()).toMatch(/COW328: .*nothing came for 0 s/u);
    close();
  });

  it('without an end is read up to the limit', () => {
    const { path, close } = written('endless', 'y\n'.repeat(600), false);
    expect(refusal(() => readInput(path, small)).message).toContain('larger than a note may be');
    close();
  });

  it('is no file to be read twice', () => {
    const error = refusal(() => checkFile(fifo('once'), inputKinds.plugin));
    expect(error.format()).toMatch(/COW323: .*it is read more than once, and a pipe cannot be[^]*hint: write it to a file/u);
  });
});

describe('text', () => {
  it('begins behind a byte order mark', () => {
    expect(readText(file('bom', '\uFEFFname: x'), small)).toBe('name: x');
    expect(decodeText(Buffer.from('\uFEFF'), 'f')).toBe('');
  });

  it.each([
    [[0xff], '1:1'],
    [[0x61, 0x62, 0xc3], '1:3'],
    [[0x0a, 0xc3, 0xa4, 0x80], '2:2'],
    [[0xf0, 0x9f, 0x98, 0x80, 0xc0, 0x80], '1:3'],
    [[0x61, 0x0a, 0xed, 0xa0, 0x80], '2:1'],
    [[0xf4, 0x90, 0x80, 0x80], '1:1'],
    [[0xef, 0xbb, 0xbf, 0x61, 0xfe], '1:2'],
    [[0xe2, 0x82, 0x0a, 0x61], '1:1'],
  ])('of the bytes %j is refused at %s', (bytes, place) => {
    expect(refusal(() => decodeText(Uint8Array.from(bytes), 'f'))).toMatchObject({
      code: 'COW124',
      exitCode: 2,
      where: `f:${place}`,
    });
  });

  it('in UTF-16 is called so', () => {
    expect(refusal(() => decodeText(Uint8Array.from([0xff, 0xfe, 0x61, 0]), 'f')).hint).toContain('UTF-16');
  });

  it('is refused at the first bad byte, wherever that is in a long file', () => {
    const characters = fc.constantFrom('a', '\n', 'ä', '€', '😀');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 60 }), fc.nat(3), fc.string({ unit: characters }), (before, far, after) => {
        const text = 'ä'.repeat(far * 262_143) + before.join('');
        const error = refusal(() => decodeText(Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from(after)]), 'f'));
        const lines = text.split('\n');
        expect(error.where).toBe(`f:${lines.length}:${(lines.at(-1) ?? '').length + 1}`);
      }),
      { numRuns: 60 },
    );
  });
});

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inputKinds } from './limits.js';
import { openFile } from './open-input.js';
import { removePrivateFolder } from './private-folder.js';
import { readText } from './read-input.js';
import { isReadOnce, receive, receiveInputs } from './receive.js';
import { placeOfInput, receivedContent, receivedInputs } from './received.js';

const folder = mkdtempSync(join(tmpdir(), 'cowlab-receive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A FIFO that holds `content` and whose writer has gone; who opens it for reading next gets the content. */
function fifo(name: string, content = ''): { readonly path: string; readonly close: () => void } {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(descriptor, content);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  closeSync(descriptor);
  return { path, close: () => closeSync(reader) };
}

describe('what comes through a pipe', () => {
  it('is received once, and read from then on as often as anybody likes', () => {
    const { path, close } = fifo('scenario', 'name: x\n');
    receiveInputs({ scenario: [path] });
    close();
    expect([1, 2].map(() => readText(path, inputKinds.scenario))).toEqual(['name: x\n', 'name: x\n']);
    expect(receivedInputs().contents.has(path)).toBe(true);
  });

  it('is kept in a file that nobody else may read where it is a recording, and the file goes with its folder', () => {
    const { path, close } = fifo('recording', 'a line\n');
    receiveInputs({ recording: [path] });
    close();
    const place = placeOfInput(path);
    expect(receivedContent(path)).toBeUndefined();
    expect(readFileSync(place, 'utf8')).toBe('a line\n');
    expect([statSync(place).mode & 0o777, statSync(join(place, '..')).mode & 0o777]).toEqual([0o600, 0o700]);
    const input = openFile(path);
    input.close();
    expect(input).toMatchObject({ kind: 'file', size: 7 });
    removePrivateFolder();
    expect(existsSync(join(place, '..'))).toBe(false);
  });

  it('is refused where it is larger than its kind may be, with what to do', () => {
    const { path, close } = fifo('large', 'x'.repeat(1025));
    expect(() => receive(path, { noun: 'a note', most: 1024, hint: 'pack it' })).toThrow(
      expect.objectContaining({
        code: 'COW326',
        exitCode: 2,
        where: path,
        hint: 'pack it',
        message: `${path} cannot be read: it is larger than a note may be, 1 KiB.`,
      }),
    );
    close();
  });

  it('is refused when it is given twice, by whatever names and for whatever things', () => {
    const { path, close } = fifo('twice');
    const byNumber = `/proc/${process.pid}/fd/${openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)}`;
    for (const again of [path, `${folder}/./twice`, byNumber]) {
      expect(() => receiveInputs({ scenario: [path], plugin: [again] })).toThrow(
        expect.objectContaining({ code: 'COW223', exitCode: 2 }),
      );
    }
    close();
  });
});

it('tells what can be read once only from what is there for everybody', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const descriptor = openSync(file, 'r');
  const { path, close } = fifo('once');
  expect(['-', '/dev/stdin', '/proc/self/fd/0', path, `/dev/fd/${descriptor}`].map(isReadOnce)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect([file, folder, join(folder, 'none'), '/dev/null', '/dev/fd', 'basic-cow'].map(isReadOnce)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
  closeSync(descriptor);
  close();
});

import { writeFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { builtinWorkloads } from '../index.js';
import { temporaryFile, TraceText } from '../testing/trace-file.js';
import { isRecordingPath, recordingFile } from './recording-file.js';

test('built-in workloads are told from recordings by how they are written', () => {
  expect(builtinWorkloads().filter(({ id }) => isRecordingPath(id))).toEqual([]);
  const paths = ['./mine', '../a/mine', '/a/mine', 'mine.perf-script', 'mine.perf-script.gz', 'mine.txt', 'mine.gz'];
  expect(paths.filter((path) => !isRecordingPath(path))).toEqual([]);
});

describe('the mappings beside a recording', () => {
  test.each([
    ['a.perf-script.gz', 'a.maps'],
    ['a.perf-script.gz', 'a.perf-script.gz.maps'],
    ['a.perf-script', 'a.maps'],
    ['a.b.txt', 'a.b.maps'],
    ['a.gz', 'a.maps'],
    ['a', 'a.maps'],
  ])('of %s may be in %s', (name, maps) => {
    const trace = temporaryFile(name, '');
    const beside = trace.slice(0, trace.length - name.length) + maps;
    expect(recordingFile(trace).files).toEqual([trace]);
    writeFileSync(beside, '');
    expect(recordingFile(trace).files).toEqual([trace, beside]);
  });
});

test('is as large as a reading of it finds', async () => {
  const text = new TraceText()
    .fault(1, 0x7f00_0000_0000, 6)
    .fork(1, 2)
    .fault(2, 0x5500_0000_0000, 6)
    .fork(2, 3)
    .fault(3, 0x5500_0000_0000, 7);
  expect(await recordingFile(text.file()).size({})).toEqual({ addressSpacePages: 2 * 512, processes: 3 });
});

test('is read once to tell its size, however often it is asked', async () => {
  const trace = temporaryFile('a.txt', new TraceText().fault(1, 0x1000, 6).text());
  const workload = recordingFile(trace);
  const size = await workload.size({});
  writeFileSync(trace, 'changed');
  expect(await workload.size({})).toEqual(size);
});

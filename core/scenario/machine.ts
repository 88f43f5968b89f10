/** `machine` and `memory-model` of the scenario. */

import { remoteBatchOfOneCpu, settingNotBuilt, tooFewFrames } from '../errors/errors.js';
import { initialFrames } from '../program/address-space.js';
import { faultAroundPages } from '../program/program.js';
import type { MachineOptions, Program } from '../program/program.js';
import type { ScenarioData } from './schema.js';
import type { Source } from './source.js';

/**
 * Options of the machine. Without `cpus` every racing actor has a CPU of its own, a total order has one,
 * and a remote LRU batch needs a second.
 * Options that contradict (COW212) or are not built (COW213) are among the mistakes of the source.
 */
export function machineOptions(data: ScenarioData, source: Source): MachineOptions {
  const options = data.machine ?? {};
  refuseUnbuilt(data, source);
  const lruBatch = options['lru-batch'] ?? 'none';
  const least = lruBatch === 'remote' ? 2 : 1;
  const cpus = options.cpus ?? Math.max(least, Object.keys(data.race ?? {}).length);
  if (cpus < least && !source.mistakes.isWrong(['machine'])) {
    source.mistakes.add(remoteBatchOfOneCpu(source.where(['machine', 'cpus'])));
  }
  const faultAround = powerOfTwoUpTo(options['fault-around'] ?? faultAroundPages);
  return { frames: options.frames, dio: options.dio, lruBatch, cpus, tlbFlush: options['tlb-flush'] ?? 'ipi', faultAround };
}

/** A machine without room for its beginning (COW300) is among the mistakes of the source. */
export function refuseTooFewFrames(machine: MachineOptions, memory: Pick<Program, 'areas' | 'files'>, source: Source): void {
  const needed = initialFrames(memory);
  if (machine.frames === undefined || machine.frames >= needed || source.mistakes.isWrong(['machine', 'frames'])) return;
  source.mistakes.add(tooFewFrames(machine.frames, needed, source.where(['machine', 'frames'])));
}

/** What fault_around_bytes_set makes of a number of pages. */
function powerOfTwoUpTo(pages: number): number {
  return 2 ** Math.trunc(Math.log2(pages));
}

function refuseUnbuilt(data: ScenarioData, source: Source): void {
  const { machine = {}, 'memory-model': model } = data;
  const refuse = (...mistake: Parameters<typeof settingNotBuilt>): void => source.mistakes.add(settingNotBuilt(...mistake));
  if (data.swap !== undefined) refuse({ key: 'swap' }, [], source.whereKey(['swap']));
  if (machine.locks === 'vma') refuse({ key: 'locks', value: 'vma' }, ['mmap'], source.where(['machine', 'locks']));
  if (model === 'tso' || model === 'weak') refuse({ key: 'memory-model', value: model }, ['sc'], source.where(['memory-model']));
}

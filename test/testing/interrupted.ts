/** A run that stops in its last cell, so that it can be interrupted there, and goes on. */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { PluginFiles, waitingFor } from '../../core/run/testing/plugin-files.js';
import { compare, small, startCompare, untilFinished, type Ended, type Running } from './compare.js';
import { testFolder } from './folder.js';

/** Two scenarios and a workload under three policies, one of which waits in the workload. */
export class Interruptible {
  readonly folder: string;
  /** The policy waits until it is there. */
  readonly gate: string;
  /** Has a line for every thread or process that has loaded the plugin. */
  readonly log: string;
  readonly plugins = new PluginFiles();
  /** The text of the plugin, and its path. */
  readonly waits: string;
  readonly plugin: string;
  /** What is compared. */
  readonly cells: readonly string[];

  constructor(name: string) {
    this.folder = testFolder(name);
    this.gate = join(this.folder, 'gate');
    this.log = join(this.folder, 'log');
    this.waits = this.waiting('waits');
    this.plugin = this.plugins.write('waits.ts', this.waits);
    this.cells = [...this.compared({}), '--jobs', '2'];
    afterAll(() => this.plugins.remove());
  }

  /** A plugin that waits as this one does. */
  waiting(id: string, left?: number): string {
    return waitingFor(this.gate, id, `appendFileSync(${JSON.stringify(this.log)}, 'loaded\\n');`, left);
  }

  /** The policies and scenarios of the run, unless others are given. */
  compared({
    policy = 'mapcount,waits,anon-exclusive-6.15',
    scenario = 'basic-cow,vmsplice-child-unmap',
    more = [] as readonly string[],
  }): readonly string[] {
    const words = ['--plugin', this.plugin, '--policy', policy, '--scenario', scenario];
    return [...words, '--workload', 'snapshot', ...small, '--no-speed', ...more];
  }

  /** Nobody waits any more. */
  open(): void {
    writeFileSync(this.gate, '');
  }

  /** Runs until all cells are finished but one, which waits. */
  async toTheGate(out: string): Promise<Running> {
    rmSync(this.gate, { force: true });
    const running = startCompare([...this.cells, '--out', out]);
    await untilFinished(running, out, 8);
    return running;
  }

  async interrupt(out: string, signal: NodeJS.Signals): Promise<Ended> {
    const running = await this.toTheGate(out);
    running.kill(signal);
    return running.ended;
  }

  async goOn(out: string, ...words: readonly string[]): Promise<Ended> {
    this.open();
    return compare(...this.cells, '--out', out, '--resume', ...words);
  }
}

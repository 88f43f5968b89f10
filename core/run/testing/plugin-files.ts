import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Plugins as text, written to a folder outside of the repository: nothing there resolves `cowlab` by itself. */
export class PluginFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'cowlab-plugins-'));

  /** @returns the path of the file */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** TypeScript with decorators, a rule that asks an injected rule, and a `const enum` of the host. */
export const reuseUnlessPinned = `
import { inject, injectable } from 'inversify';
import { commit, definePolicy, Reuse, Rule, type FaultView, type FrameView, type PinAccountingRule, type WriteFaultRule } from 'cowlab';

@injectable()
class ReuseIfPinned implements WriteFaultRule {
  readonly reads = ['frame.refs'] as const;
  constructor(
    @inject(Rule.PinAccounting) private readonly pins: PinAccountingRule,
    @inject(Rule.LastReference) private readonly otherwise: WriteFaultRule,
  ) {}
  mayReuse(frame: FrameView, fault: FaultView): Reuse {
    return this.pins.isMaybePinned(frame) ? Reuse.now : this.otherwise.mayReuse(frame, fault);
  }
}

export default definePolicy('reuse-if-pinned', {
  title: 'Reuses a page that is pinned',
  extends: 'early-cow-seqcount',
  sources: [commit('0123456789ab')],
  rules: { [Rule.WriteFault]: ReuseIfPinned },
});
`;

/** JavaScript without decorators: a write fault always reuses, so every store after a fork is seen by both. */
export const reuseAlways = `
import { injectable } from 'inversify';
import { definePolicy, Reuse, Rule } from 'cowlab';

class ReuseAlways {
  reads = [];
  mayReuse() {
    return Reuse.now;
  }
}
injectable()(ReuseAlways);

export default definePolicy('reuse-always', {
  title: 'Reuses every page',
  extends: 'mapcount',
  rules: { [Rule.WriteFault]: ReuseAlways },
});
`;

/** A policy whose fork rule throws \`message\`. */
export function throwingFork(id: string, message: string): string {
  return `
import { injectable } from 'inversify';
import { definePolicy, Rule } from 'cowlab';

@injectable()
class ThrowingFork {
  readonly reads = [] as const;
  mustCopy(): boolean {
    throw new Error(${JSON.stringify(message)});
  }
}

export default definePolicy('${id}', { title: 'Throws', extends: 'early-cow', rules: { [Rule.Fork]: ThrowingFork } });
`;
}

/** A policy with a step of its own behind the first of \`munmap\`, whose body is \`body\`, and that declares these answers. */
export function ownStep(id: string, body: string, answers = 'next'): string {
  return `
import { call, definePolicy, fail, goto, insert, next, step, type Machine } from 'cowlab';

function lookAround(machine: Machine, actor: number) {
  ${body}
}

export default definePolicy('${id}', {
  title: 'Looks around before it unmaps',
  extends: 'anon-exclusive',
  steps: { munmap: [step('look-around', [${answers}], lookAround)] },
  orders: { munmap: [insert('look-around').before('detach-vmas')] },
});
`;
}

/** A policy whose fork rule does `body`; `first` is done when the plugin is loaded. */
export function misbehavingFork(id: string, body: string, first = ''): string {
  return `
import { injectable } from 'inversify';
import { writeSync } from 'node:fs';
import { definePolicy, Rule } from 'cowlab';

${first}

@injectable()
class Misbehaving {
  readonly reads = [] as const;
  mustCopy(): boolean {
    ${body}
    return true;
  }
}

export default definePolicy('${id}', { title: 'Misbehaves', extends: 'early-cow', rules: { [Rule.Fork]: Misbehaving } });
`;
}

/**
 * A policy that does `body` at its write-fault question number `left`, and copies at all others: 500 is enough for every
 * scenario and too few for a workload. `first` is done when the plugin is loaded.
 */
export function tiring(id: string, body: string, first = '', left = 500): string {
  return `
import { appendFileSync, existsSync } from 'node:fs';
import { injectable } from 'inversify';
import { definePolicy, Reuse, Rule } from 'cowlab';

${first}
let left = ${left};

@injectable()
class Tires {
  readonly reads = [] as const;
  mayReuse(): Reuse {
    if (left-- === 0) ${body};
    return Reuse.copy;
  }
}

export default definePolicy('${id}', { title: 'Tires', extends: 'mapcount', rules: { [Rule.WriteFault]: Tires } });
`;
}

/** One that stops in a workload until there is the file `gate`. */
export function waitingFor(gate: string, id = 'waits', first = '', left = 500): string {
  return tiring(id, `while (!existsSync(${JSON.stringify(gate)}))`, first, left);
}

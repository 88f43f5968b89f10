import type { Counted } from './counted.js';

/**
 * A helper process that a program forks now and then, as system(3) and popen(3) do or a library behind its back: it
 * stores to a few inherited pages, lives for a while on what it inherited, and exits.
 */
export class Helper {
  private process = -1;
  private age = 0;

  /** `every`: steps of the program from one fork to the next; `life`: of these, how many the helper lives. */
  constructor(
    private readonly machine: Counted,
    private readonly parent: number,
    private readonly times: { readonly every: number; readonly life: number },
    /** Pages the helper stores to when it begins. */
    private readonly touched: { readonly first: number; readonly pages: number },
  ) {}

  /** One step of the program. */
  step(): void {
    this.age++;
    if (this.age > this.times.life) this.end();
    if (this.age < this.times.every) return;
    this.end();
    this.process = this.machine.fork(this.parent);
    this.machine.storeAll(this.process, this.touched.first, this.touched.pages);
    this.age = 0;
  }

  end(): void {
    if (this.process < 0) return;
    this.machine.exit(this.process);
    this.process = -1;
  }
}

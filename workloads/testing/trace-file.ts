import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes a file into a fresh temporary folder. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'cowlab-')), name);
  writeFileSync(path, content);
  return path;
}

/** A recording by hand, in the form `perf script` prints; each event takes 1 millisecond unless told otherwise. */
export class TraceText {
  private readonly lines: string[] = [];
  private time = 1_000_000_000;
  private step = 1000;

  fault(pid: number, address: number, code: number, tid = pid): this {
    const hex = (n: number) => `0x${n.toString(16)}`;
    const fields = `address=${hex(address)} ip=0x400000 error_code=${hex(code)}`;
    return this.event(pid, tid, `exceptions:page_fault_user: ${fields}`);
  }

  fork(pid: number, child: number): this {
    return this.event(pid, pid, `sched:sched_process_fork: comm=a b pid=${pid} child_comm=a b child_pid=${child}`);
  }

  /** `unsaid`: as kernels print it that do not say whether the whole process ended. */
  exit(pid: number, tid = pid, groupDead: boolean | 'unsaid' = true): this {
    const dead = groupDead === 'unsaid' ? '' : ` group_dead=${groupDead}`;
    return this.event(pid, tid, `sched:sched_process_exit: comm=a b pid=${tid} prio=120${dead}`);
  }

  exec(pid: number): this {
    return this.event(pid, pid, `sched:sched_process_exec: filename=/usr/bin/x pid=${pid} old_pid=${pid}`);
  }

  enter(pid: number, call: string, fields: string): this {
    return this.event(pid, pid, `syscalls:sys_enter_${call}: ${fields}`);
  }

  leave(pid: number, call: string, value: number | string): this {
    const shown = typeof value === 'string' ? value : `0x${value.toString(16)}`;
    return this.event(pid, pid, `syscalls:sys_exit_${call}: ${shown}`);
  }

  mmap(pid: number, address: number, bytes: number, prot: number, flags: number): this {
    const hex = (n: number) => `0x${n.toString(16).padStart(8, '0')}`;
    const asked = `addr: ${hex(0)}, len: ${hex(bytes)}, prot: ${hex(prot)}, flags: ${hex(flags)}`;
    return this.enter(pid, 'mmap', `${asked}, fd: 0xffffffff, off: ${hex(0)}`).leave(pid, 'mmap', address);
  }

  /** Sets the time between two events from here on. Microseconds; negative runs backwards. */
  every(microseconds: number): this {
    this.step = microseconds;
    return this;
  }

  raw(line: string): this {
    this.lines.push(line);
    return this;
  }

  text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  file(name = 'a.perf-script'): string {
    return temporaryFile(name, this.text());
  }

  private event(pid: number, tid: number, rest: string): this {
    this.time += this.step;
    const seconds = `${Math.floor(this.time / 1e6)}.${String(this.time % 1e6).padStart(6, '0')}`;
    return this.raw(`      a b 1/2 ${pid}/${tid}  ${seconds}:  ${rest}`);
  }
}

/** How a recording of one's own is made, as `--help` shows it; docs/recording.md says why. */

export const recordingHelp = `
A recording of a program of yours (as root; while it runs: -p PID in place of -- PROGRAM, and its maps beside it):
  perf record -o mine.perf.data -m 16M -e exceptions:page_fault_user \\
    -e 'sched:sched_process_fork,sched:sched_process_exit,sched:sched_process_exec' \\
    -e 'syscalls:sys_*_mmap,syscalls:sys_*_munmap,syscalls:sys_*_mprotect,syscalls:sys_*_madvise,syscalls:sys_*_brk' \\
    -- PROGRAM
  perf script -i mine.perf.data -F comm,pid,tid,time,event,trace | gzip > mine.perf-script.gz
  cat /proc/PID/maps > mine.maps
It may also come through a pipe, at most 256 MiB of it, plain or gzip: perf script … | gzip | cowlab bench -
`;

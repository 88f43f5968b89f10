/** Commands that the command line will have and does not have yet: asking for one is not a typing mistake. */
export const laterCommands: readonly string[] = [
  'bench', 'advise', 'search', 'fuzz', 'new', 'import', 'selftests', 'linux', 'explore', 'report', 'export', 'worker',
  'merge', 'calibrate', 'trace',
];

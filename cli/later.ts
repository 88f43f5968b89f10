/** Commands that the command line will have and does not have yet: asking for one is not a typing mistake. */
export const laterCommands: readonly string[] = [
  'advise',
  'search',
  'fuzz',
  'new',
  'import',
  'selftests',
  'linux',
  'explore',
  'export',
  'worker',
  'merge',
  'calibrate',
  'trace',
];

#!/usr/bin/env node
/** The command `cowlab`. Nothing but the command that was asked for is loaded. */

import { runCommandLine } from './command-line.js';

// Who reads the output may stop early (`cowlab list steps | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2));

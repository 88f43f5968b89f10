#!/usr/bin/env node
/** The command `cowlab`. Nothing but the command that was asked for is loaded. */

import { runCommandLine } from './command-line.js';
import { exitCodeOnceWritten, watchStreams } from './output.js';

watchStreams();
process.exitCode = await exitCodeOnceWritten(await runCommandLine(process.argv.slice(2)));

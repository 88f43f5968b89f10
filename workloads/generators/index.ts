import { directIo } from './direct-io.js';
import { fuzzer } from './fuzzer.js';
import type { GeneratedWorkload } from './generator.js';
import { interpreterPool } from './interpreter.js';
import { mixed } from './mixed.js';
import { prefork } from './prefork.js';
import { rdma } from './rdma.js';
import { shellStorm } from './shell.js';
import { snapshot } from './snapshot.js';
import { vmsplice } from './vmsplice.js';
import { appLaunch } from './zygote.js';

/** The generators in the order reports show them: forks alone, then references and pins across forks. */
export const builtinGenerators: readonly GeneratedWorkload[] = [
  snapshot,
  prefork,
  appLaunch,
  shellStorm,
  interpreterPool,
  fuzzer,
  directIo,
  rdma,
  vmsplice,
  mixed,
];

import type { Parameters } from '../../core/program/workload.js';

/** Parameters with which each generator takes milliseconds, and still does all it can do. */
export const small: Readonly<Record<string, Parameters>> = {
  snapshot: { pages: 1000, stores: 700, batch: 64 },
  prefork: { workers: 3, heap: 200, code: 100, requests: 300, requestsPerWorker: 40, loads: 10, stores: 4 },
  zygote: { heap: 300, image: 200, own: 100, appCode: 40, launches: 8, alive: 3, loads: 400, stores: 150 },
  'fork-exec': { commands: 60, programs: 5 },
  'interpreter-pool': { pages: 400, workers: 3, rounds: 3, objects: 2, counted: 0.75, collected: 0.2 },
  fuzzer: { executions: 60, heap: 100, code: 60, map: 4, loads: 20, stores: 20 },
  'direct-io': { pages: 256, transfers: 3000, depth: 32, forkEvery: 100, life: 16 },
  rdma: { pages: 600, registered: 200, forks: 4, messages: 400, children: 20 },
  vmsplice: { cached: 100, messages: 4000, forkEvery: 150, life: 30 },
  mixed: { operations: 6000, blocks: 8, processes: 4, handles: 24 },
};

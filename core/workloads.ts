/** `cowlab/workloads`: what a long program is written with, and what runs it. */

// For authors of workloads: the program, its parameters and what it can do.
export type {
  HandleId,
  Mapping,
  Parameter,
  Parameters,
  ProcessId,
  Simulation,
  Workload,
  WorkloadAdvice,
  WorkloadNotes,
  WorkloadSize,
} from './program/workload.js';

// For whoever runs them: the sequential simulator under one policy.
export { Simulator } from './simulate/simulator.js';
export { assumedCpus, type SimulatorSize } from './simulate/size.js';

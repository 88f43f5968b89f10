/**
 * The state of the eager machine. Everything in it is a value: mappings and slots are replaced, never
 * edited, so that a copy of a state is a copy of a few short arrays.
 */

import { addressSpacePages, type Area, type Program, type Protection } from '../../program/program.js';
import { codes } from '../../program/values.js';

/** Index into `EagerState.slots`. */
export type SlotId = number;

/** "No slot", "no file", "no reference". */
export const nothing = -1;

/**
 * One page as the specification sees it. Who maps it and who holds a reference to it denote the same slot,
 * and that is all there is to say about a pin and a process seeing one page.
 */
export interface Slot {
  readonly lo: number;
  readonly hi: number;
  /** The file page whose content this private page shows until it becomes the process's own. */
  readonly follows: SlotId;
  /** Nobody has stored to it since it was mapped, nor taken a writable reference: zero-fill, or a file page. */
  readonly untouched: boolean;
  /** A page of shared anonymous memory or of a file. */
  readonly shared: boolean;
  /** In a race: what it has shown of its file before, each once; a copy of the page may be as old as that. */
  readonly pasts: readonly Content[];
}

/** The two halves of a page. */
export interface Content {
  readonly lo: number;
  readonly hi: number;
}

/** One virtual page of a process, with what its VMA says about it. */
export interface Mapping {
  readonly slot: SlotId;
  readonly shared: boolean;
  /** The file page behind it, or `nothing` for anonymous memory. */
  readonly file: SlotId;
  readonly prot: Protection;
  readonly dontfork: boolean;
  readonly wipeonfork: boolean;
}

export interface ProcessState {
  readonly life: 'unborn' | 'alive' | 'dead';
  /** By virtual page number; undefined where nothing is mapped. */
  readonly pages: readonly (Mapping | undefined)[];
}

/** A device store made while a fork was under way: what it stored over what. */
export interface DeviceStore {
  readonly slot: SlotId;
  readonly half: 'lo' | 'hi';
  readonly value: number;
  readonly before: number;
}

/** A fork between its begin and its end; exists only where device stores race with it (dma-during-fork-may-tear). */
export interface ForkWindow {
  readonly parent: number;
  readonly child: number;
  readonly isCopied: boolean;
  /** Before the point at which the parent's memory is copied. */
  readonly stores: readonly DeviceStore[];
  /** After it: pairs of a page of the parent and its copy. */
  readonly copies: readonly (readonly [SlotId, SlotId])[];
}

export interface EagerState {
  /** First the pages of the files, then everything else. */
  readonly slots: Slot[];
  /** How many of the slots are pages of files. */
  readonly files: number;
  readonly processes: ProcessState[];
  /** What each slot of each handle refers to, or `nothing`. */
  readonly references: SlotId[];
  /** Per handle: taken as a whole, and not put. */
  readonly live: boolean[];
  /** One per `Program.observations`. */
  readonly observed: number[];
  readonly windows: ForkWindow[];
}

/** Index of the slot of page `page` of file `file`. */
export function fileSlot(program: Program, file: number, page: number): SlotId {
  let first = 0;
  for (const other of program.files.slice(0, file)) first += other.pages;
  return first + page;
}

export function addSlot(state: EagerState, slot: Slot): SlotId {
  state.slots.push(slot);
  return state.slots.length - 1;
}

/** A page never written: zero-fill, or what the file shows. */
export function freshSlot(state: EagerState, shared: boolean, file: SlotId): SlotId {
  if (shared && file !== nothing) return file;
  return addSlot(state, { lo: 0, hi: 0, follows: file, untouched: true, shared, pasts: [] });
}

/** Page `index` of an area as mmap(2) makes it. */
export function freshMapping(program: Program, state: EagerState, area: Area, index: number): Mapping {
  const file = area.file < 0 ? nothing : fileSlot(program, area.file, index);
  return {
    slot: freshSlot(state, area.shared, file),
    shared: area.shared, file, prot: area.prot, dontfork: false, wipeonfork: false,
  };
}

/** Before the first step: P lives, its areas are mapped, and the touched ones hold their initial values. */
export function initialState(program: Program): EagerState {
  const slots = program.files.flatMap((file) => file.initial.map(
    (value): Slot => ({ lo: value, hi: value, follows: nothing, untouched: false, shared: true, pasts: [] }),
  ));
  const state: EagerState = {
    slots,
    files: slots.length,
    processes: [],
    references: program.handles.flatMap((handle) => Array.from({ length: handle.pages }, () => nothing)),
    live: program.handles.map(() => false),
    observed: program.observations.map(() => codes.unset),
    windows: [],
  };
  const none = Array.from({ length: addressSpacePages(program) }, () => undefined);
  for (const process of program.processes) {
    if (process.parent >= 0) {
      state.processes.push({ life: 'unborn', pages: none });
    } else {
      const pages = program.areas.flatMap((area) => firstPages(program, state, area));
      state.processes.push({ life: 'alive', pages });
    }
  }
  return state;
}

function firstPages(program: Program, state: EagerState, area: Area): Mapping[] {
  return Array.from({ length: area.pages }, (_, index) => {
    const mapping = freshMapping(program, state, area, index);
    if (!area.touched) return mapping;
    const value = area.initial[index];
    state.slots[mapping.slot] = { lo: value, hi: value, follows: nothing, untouched: false, shared: area.shared, pasts: [] };
    return mapping;
  });
}

/** Slots that a mapping or a reference denotes. */
export function reachableSlots(state: EagerState): Set<SlotId> {
  const mapped = state.processes.flatMap((process) => process.pages.map((mapping) => mapping?.slot ?? nothing));
  const slots = new Set([...mapped, ...state.references]);
  slots.delete(nothing);
  return slots;
}

export function copyState(state: EagerState): EagerState {
  return {
    slots: state.slots.slice(),
    files: state.files,
    processes: state.processes.slice(),
    references: state.references.slice(),
    live: state.live.slice(),
    observed: state.observed.slice(),
    windows: state.windows.slice(),
  };
}

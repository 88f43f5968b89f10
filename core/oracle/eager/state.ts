/**
 * The state of the eager machine. What the ABI leaves open is not decided when it might happen: a page holds every
 * content that it may have, a reference every page that it may denote. Looking at them decides (look.ts).
 */

import { addressSpacePages } from '../../program/address-space.js';
import type { Area, Program, Protection } from '../../program/program.js';
import { codes } from '../../program/values.js';

/** Index into `EagerState.slots`. */
export type SlotId = number;

/** "No slot", "no file". */
export const nothing = -1;

/** The two halves of a page. */
export interface Content {
  readonly lo: number;
  readonly hi: number;
}

/** A content that a page may have for good. */
export interface Version extends Content {
  /** When the page stopped following its file, by `EagerState.clock`: tells the versions of one page apart. */
  readonly at: number;
}

/**
 * One page as the specification sees it. Who maps it and who holds a reference to it denote the same slot,
 * and that is all there is to say about a pin and a process seeing one page.
 */
export interface Slot {
  /** What it may hold. One, unless an allowance leaves it open; none where it can only follow its file. */
  readonly versions: readonly Version[];
  /** The file page whose content this private page may still show, until it becomes the process's own. */
  readonly follows: SlotId;
  /** Nobody has stored to it since it was mapped, nor taken a writable reference: zero-fill, or a file page. */
  readonly untouched: boolean;
  /** A page of shared anonymous memory or of a file. */
  readonly shared: boolean;
  /** The process whose page it is; `nothing` where it is shared. */
  readonly owner: number;
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

/** A process and its memory. */
interface ProcessState {
  life: 'unborn' | 'alive' | 'dead';
  /** By virtual page number; undefined where nothing is mapped. */
  readonly pages: (Mapping | undefined)[];
}

/** The pages a reference or pin may denote: the one it was taken of first, then where it may have stayed behind. */
export interface Denoted {
  readonly slot: SlotId;
  readonly or: Denoted | undefined;
}

/** A device store made while a fork was under way: what it stored over what. */
interface DeviceStore {
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

/** A call that takes pages away, between its begin and its end; exists only in races (unmap-is-not-ordered). */
export interface LeavingCall {
  /** The actor that makes it. */
  readonly caller: number;
  readonly process: number;
  /** By page: what was there when it began. */
  readonly were: ReadonlyMap<number, Mapping | undefined>;
  /** munmap: the areas go at its beginning, before their page tables. */
  readonly areasFirst: boolean;
  /** Who has seen which page gone, and how. In order of pages, actors and looks. */
  readonly seen: readonly { readonly actor: number; readonly page: number; readonly look: Look }[];
}

/** How an actor looks at a page. */
export type Look = 'load' | 'store' | 'gup';

/** Seen from one page: the page it was copied from, or a copy made of it. */
interface Link {
  readonly other: SlotId;
  /** When the copy was made, by `EagerState.clock`. Versions from before are common to both. */
  readonly at: number;
}

/** Changed in place; `copyState` makes one to change apart. Slots, mappings, links and what references denote are values. */
export interface EagerState {
  /** First the pages of the files, then everything else. */
  readonly slots: Slot[];
  /** How many of the slots are pages of files. */
  readonly files: number;
  readonly processes: readonly ProcessState[];
  /** What each slot of each handle denotes; undefined: nothing. */
  readonly references: (Denoted | undefined)[];
  /** Per handle: taken as a whole, and not put. */
  readonly live: boolean[];
  /** One per `Program.observations`. */
  readonly observed: number[];
  readonly windows: ForkWindow[];
  /** Oldest first. */
  readonly calls: LeavingCall[];
  /** Per actor: of the mremap that it is in, the pages at which an area of the source began, before any of it moved. */
  readonly moving: (readonly number[] | undefined)[];
  /** Page → indexes of the references that may denote it as the page they were taken of. */
  readonly takers: Map<SlotId, number[]>;
  /** File page → private pages that may follow it. */
  readonly followers: Map<SlotId, Set<SlotId>>;
  /** Copies of pages whose content was open when they were copied (links.ts). */
  readonly links: Map<SlotId, readonly Link[]>;
  /** Counts what tells versions of a page apart. */
  clock: number;
}

/** Index of the slot of page `page` of file `file`. */
export function fileSlot(program: Program, file: number, page: number): SlotId {
  return program.files[file].firstPage + page;
}

/** Who may come to follow a file page is known from here on. */
export function addSlot(state: EagerState, slot: Slot): SlotId {
  const added = state.slots.push(slot) - 1;
  if (slot.follows !== nothing) followersOf(state, slot.follows).add(added);
  return added;
}

/** The page holds or follows something else now. */
export function setSlot(state: EagerState, at: SlotId, slot: Slot): void {
  const { follows } = state.slots[at];
  if (follows !== nothing && slot.follows === nothing) followersOf(state, follows).delete(at);
  state.slots[at] = slot;
}

/** The pages that follow a page of a file, to be added to. */
export function followersOf(state: EagerState, file: SlotId): Set<SlotId> {
  const known = state.followers.get(file);
  if (known !== undefined) return known;
  const followers = new Set<SlotId>();
  state.followers.set(file, followers);
  return followers;
}

/** A page never written: zero-fill, or what the file shows. `owner` is the process that maps it. */
export function freshSlot(state: EagerState, owner: number, shared: boolean, file: SlotId): SlotId {
  if (shared && file !== nothing) return file;
  const versions = file === nothing ? [{ lo: 0, hi: 0, at: 0 }] : [];
  return addSlot(state, { versions, follows: file, untouched: true, shared, owner: shared ? nothing : owner });
}

/** Page `index` of an area as mmap(2) makes it in a process. */
export function freshMapping(program: Program, state: EagerState, owner: number, area: Area, index: number): Mapping {
  const file = area.file < 0 ? nothing : fileSlot(program, area.file, index);
  return {
    slot: freshSlot(state, owner, area.shared, file),
    shared: area.shared,
    file,
    prot: area.prot,
    dontfork: false,
    wipeonfork: false,
  };
}

/** Before the first step: P lives, its areas are mapped, and the touched ones hold their initial values. */
export function initialState(program: Program): EagerState {
  const slots = program.files.flatMap((file) => file.initial.map((value): Slot => written(value, true, nothing)));
  const pages = addressSpacePages(program);
  const state: EagerState = {
    slots,
    files: slots.length,
    processes: program.processes.map(({ parent }): ProcessState =>
      parent < 0 ? { life: 'alive', pages: [] } : { life: 'unborn', pages: Array.from({ length: pages }, () => undefined) },
    ),
    references: program.handles.flatMap((handle) => Array.from({ length: handle.pages }, () => undefined)),
    live: program.handles.map(() => false),
    observed: program.observations.map(() => codes.unset),
    windows: [],
    calls: [],
    moving: program.actors.map(() => undefined),
    takers: new Map(),
    followers: new Map(),
    links: new Map(),
    clock: 0,
  };
  for (const area of program.areas) {
    for (let index = 0; index < area.pages; index++) state.processes[0].pages.push(firstMapping(program, state, area, index));
  }
  return state;
}

function firstMapping(program: Program, state: EagerState, area: Area, index: number): Mapping {
  const mapping = freshMapping(program, state, 0, area, index);
  if (area.touched) setSlot(state, mapping.slot, written(area.initial[index], area.shared, area.shared ? nothing : 0));
  return mapping;
}

function written(value: number, shared: boolean, owner: number): Slot {
  return { versions: [{ lo: value, hi: value, at: 0 }], follows: nothing, untouched: false, shared, owner };
}

/** A state of its own, to be changed apart. */
export function copyState(state: EagerState): EagerState {
  return {
    slots: state.slots.slice(),
    files: state.files,
    processes: state.processes.map(({ life, pages }) => ({ life, pages: pages.slice() })),
    references: state.references.slice(),
    live: state.live.slice(),
    observed: state.observed.slice(),
    windows: state.windows.slice(),
    calls: state.calls.slice(),
    moving: state.moving.slice(),
    takers: new Map(Array.from(state.takers, ([slot, indexes]) => [slot, indexes.slice()])),
    followers: new Map(Array.from(state.followers, ([file, slots]) => [file, new Set(slots)])),
    links: new Map(state.links),
    clock: state.clock,
  };
}

/** YAML text with the place of every part of it: the only module that knows the YAML library. */

import {
  LineCounter,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { nameTaken, notYaml, wrongShape, type CowlabError } from './errors.js';

/** Keys and indexes from the top of the file down. */
export type Path = readonly (string | number)[];

/** One YAML document as plain data, and where each part of it stands. */
export class Source {
  /** Maps (without prototype), lists, strings, numbers, booleans and null. An alias shares its target's data. */
  readonly data: unknown;
  readonly #origin: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;
  readonly #converted = new Map<Node, unknown>();
  readonly #open = new Set<Node>();

  /**
   * @param text the content of the file
   * @param origin how places name the file
   * @throws {CowlabError} COW001 for what is not one YAML document of plain data, COW005 for a key given twice
   */
  constructor(text: string, origin: string) {
    this.#origin = origin;
    this.#document = this.#parse(text);
    this.data = this.#convert(this.#document.contents);
  }

  /** `file:line:column` of the value at `path`, or of the innermost part of the path that exists. */
  where(path: Path): string {
    let node = this.#document.contents;
    let offset = offsetOf(node);
    for (const step of path) {
      const next = this.#child(node, step);
      if (next === undefined) break;
      offset = offsetOf(next.value) ?? offsetOf(next.key) ?? offset;
      node = next.value;
    }
    return this.#at(offset ?? 0);
  }

  /** `file:line:column` of the key that leads to the value at `path`. */
  whereKey(path: Path): string {
    const owner = this.#nodeAt(path.slice(0, -1));
    const last = path.at(-1);
    const child = last === undefined ? undefined : this.#child(owner, last);
    const offset = offsetOf(child?.key ?? null);
    return offset === undefined ? this.where(path) : this.#at(offset);
  }

  #parse(text: string): Document {
    const documents = parseAllDocuments(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'error',
    });
    const document = documents[0];
    if (!Array.isArray(documents) || document === undefined) {
      throw notYaml('The file is empty', this.#at(0), 'a scenario has at least `name`, `memory` and `steps`');
    }
    const problem = [...document.errors, ...document.warnings][0];
    if (problem !== undefined) throw notYaml(`The file is not YAML: ${problem.message}`, this.#at(problem.pos[0]));
    const second = documents[1];
    if (second !== undefined) {
      throw notYaml('The file has more than one YAML document', this.#at(second.range[0]), 'one scenario is one file');
    }
    return document;
  }

  #convert(node: Node | null): unknown {
    if (node === null) return null;
    const known = this.#converted.get(node);
    if (known !== undefined) return known;
    this.#open.add(node);
    const data = this.#convertFresh(node);
    this.#open.delete(node);
    this.#converted.set(node, data);
    return data;
  }

  #convertFresh(node: Node): unknown {
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target === undefined) throw this.#refuse(node, `There is no anchor named \`${node.source}\``);
      if (this.#open.has(target)) throw this.#refuse(node, 'The alias contains itself');
      return this.#convert(target);
    }
    if (isMap(node)) return this.#convertMap(node);
    if (isSeq(node)) {
      return node.items.map((item) => {
        if (isPair(item)) throw this.#refuse(node, 'A list with keys is not used here');
        return this.#convert(item as Node | null);
      });
    }
    if (!isScalar(node)) throw this.#refuse(node, 'This YAML construct is not used here');
    const { value } = node;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return value;
    }
    throw this.#refuse(node, `A value of the type ${typeof value} is not used here`);
  }

  #convertMap(map: YAMLMap): Record<string, unknown> {
    const data = Object.create(null) as Record<string, unknown>;
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const key = this.#keyName(pair);
      const where = this.#at(offsetOf(pair.key) ?? offsetOf(map) ?? 0);
      if (key === undefined)
        throw wrongShape('A key', 'not a text', 'a name (in quotes if it looks like a number)', where);
      // Objects of other modules have a prototype, and would lose this key.
      if (key === '__proto__') throw wrongShape('A key', 'the word `__proto__`', 'any other name', where);
      if (key in data) throw nameTaken('key', key, where, this.#at(offsetOf(this.#child(map, key)?.key ?? null) ?? 0));
      data[key] = this.#convert(pair.value);
    }
    return data;
  }

  #keyName(pair: Pair<Node, Node | null>): string | undefined {
    const key = isAlias(pair.key) ? pair.key.resolve(this.#document) : pair.key;
    return isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
  }

  #nodeAt(path: Path): Node | null {
    let node = this.#document.contents;
    for (const step of path) node = this.#child(node, step)?.value ?? null;
    return node;
  }

  #child(parent: Node | null, step: string | number): { key: Node | null; value: Node | null } | undefined {
    const node = isAlias(parent) ? parent.resolve(this.#document) : parent;
    if (!isCollection(node)) return undefined;
    if (isSeq(node)) {
      const item = typeof step === 'number' ? (node.items[step] as Node | null | undefined) : undefined;
      return item === undefined ? undefined : { key: null, value: item };
    }
    const pair = (node.items as Pair<Node, Node | null>[]).find((candidate) => this.#keyName(candidate) === step);
    return pair && { key: pair.key, value: pair.value };
  }

  #refuse(node: Node, found: string): CowlabError {
    return notYaml(found, this.#at(offsetOf(node) ?? 0));
  }

  #at(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${this.#origin}:${Math.max(1, line)}:${Math.max(1, col)}`;
  }
}

function offsetOf(node: Node | null): number | undefined {
  return node?.range?.[0];
}

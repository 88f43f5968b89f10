/** YAML text as plain data, with the place of every part of it. Here and in `yaml-document.ts` the YAML library is known. */

import type { Path } from './path.js';
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import {
  aliasWithinItself,
  keyNotText,
  keyOfPrototype,
  nameTaken,
  nestedTooDeeply,
  tooManyParts,
  unknownAnchor,
  unusedYaml,
  type CowlabError,
} from '../errors/errors.js';
import { Mistakes } from './mistakes.js';
import { placeAt, readYaml, yamlLimits } from './yaml-document.js';

type YamlPair = Pair<Node, Node | null>;

/** A part as data, with its size: what an alias stands for counts each time. */
interface Converted {
  readonly data: unknown;
  readonly parts: number;
  readonly depth: number;
  /** A mistake that is known: there is no data. */
  readonly isWrong?: boolean;
}

const wrong: Converted = { data: undefined, parts: 1, depth: 1, isWrong: true };

/** One YAML document as plain data, and where each part of it stands. */
export class Source {
  /** Maps (without prototype), lists, strings, numbers, booleans and null. An alias shares its target's data. */
  readonly data: unknown;
  /** Those of the text are there from the beginning; who reads the data adds others. */
  readonly mistakes = new Mistakes();
  private readonly origin: string;
  private readonly lines: LineCounter;
  private readonly document: Document;
  private readonly anchors = new Map<string, Node>();
  private readonly targets = new Map<Alias, Node>();
  private readonly pairs = new Map<YAMLMap, Map<string, YamlPair>>();
  private readonly converted = new Map<Node, Converted>();
  private readonly open = new Set<Node>();

  /**
   * @param text the content of the file
   * @param origin how places name the file
   * @throws {CowlabError} COW001, COW013 to COW016 for what is not one YAML document, or beyond the bounds. What is no plain data, or a key
   *   given twice (COW005), is among the mistakes.
   */
  constructor(text: string, origin: string) {
    const { document, lines } = readYaml(text, origin);
    this.origin = origin;
    this.document = document;
    this.lines = lines;
    this.data = this.convert(document.contents, []).data;
  }

  /** `file:line:column` of the value at `path`, or of the innermost part of the path that exists. */
  where(path: Path): string {
    let node = this.document.contents;
    let offset = offsetOf(node);
    for (const step of path) {
      const next = this.child(node, step);
      if (next === undefined) break;
      offset = offsetOf(next.value) ?? offsetOf(next.key) ?? offset;
      node = next.value;
    }
    return this.at(offset ?? 0);
  }

  /** `file:line:column` of the key that leads to the value at `path`. */
  whereKey(path: Path): string {
    const owner = this.nodeAt(path.slice(0, -1));
    const last = path.at(-1);
    const child = last === undefined ? undefined : this.child(owner, last);
    const offset = offsetOf(child?.key ?? null);
    return offset === undefined ? this.where(path) : this.at(offset);
  }

  /** @param path undefined: of a key, which is no part by itself */
  private convert(node: Node | null, path: Path | undefined): Converted {
    if (node === null) return { data: null, parts: 1, depth: 1 };
    const known = this.converted.get(node);
    const converted = known ?? this.convertFresh(node, path);
    if (converted.isWrong === true && path !== undefined) this.mistakes.markWrong(path);
    if (known === undefined) this.converted.set(node, converted);
    if (converted.parts > yamlLimits.parts) {
      throw tooManyParts('parts', yamlLimits.parts, this.whereOf(node));
    }
    if (converted.depth > yamlLimits.depth) throw nestedTooDeeply(yamlLimits.depth, this.whereOf(node));
    return converted;
  }

  private convertFresh(node: Node, path: Path | undefined): Converted {
    if (isAlias(node)) return this.convertAlias(node, path);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.open.add(node);
    try {
      if (isMap(node)) return this.convertMap(node, path ?? []);
      if (isSeq(node)) return this.convertList(node.items as (Node | YamlPair | null)[], path ?? []);
    } finally {
      this.open.delete(node);
    }
    if (!isScalar(node)) return this.refuse(unusedYaml('construct', this.whereOf(node)));
    const { value } = node;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return { data: value, parts: 1, depth: 1 };
    }
    return this.refuse(unusedYaml({ type: typeof value }, this.whereOf(node)));
  }

  /** The document is read in its order, so the anchor that was met last is the one that counts. */
  private convertAlias(node: Alias, path: Path | undefined): Converted {
    const target = this.anchors.get(node.source);
    if (target === undefined) return this.refuse(unknownAnchor(node.source, this.whereOf(node)));
    if (this.open.has(target)) return this.refuse(aliasWithinItself(this.whereOf(node)));
    this.targets.set(node, target);
    return this.convert(target, path);
  }

  private convertList(items: readonly (Node | YamlPair | null)[], path: Path): Converted {
    const converted = items.map((item, index) => {
      if (!isPair(item)) return this.convert(item, [...path, index]);
      this.mistakes.markWrong([...path, index]);
      return this.refuse(unusedYaml('list', this.whereOf(item.key)));
    });
    return whole(
      converted.map(({ data }) => data),
      converted,
    );
  }

  private convertMap(map: YAMLMap, path: Path): Converted {
    const data = Object.create(null) as Record<string, unknown>;
    const pairs = new Map<string, YamlPair>();
    this.pairs.set(map, pairs);
    const inner = (map.items as YamlPair[]).map((pair) => {
      const key = this.keyOf(pair, map);
      if (key === undefined) return wrong;
      const first = pairs.get(key);
      const converted = this.convert(pair.value, [...path, key]);
      if (first !== undefined) {
        this.mistakes.add(nameTaken('key', key, this.at(offsetOf(pair.key) ?? 0), this.at(offsetOf(first.key) ?? 0)));
        return converted;
      }
      pairs.set(key, pair);
      data[key] = converted.data;
      return converted;
    });
    return whole(data, inner);
  }

  /** Undefined when it is no name; that is then among the mistakes. */
  private keyOf(pair: YamlPair, map: YAMLMap): string | undefined {
    const where = this.at(offsetOf(pair.key) ?? offsetOf(map) ?? 0);
    const { data: key, isWrong } = this.convert(pair.key, undefined);
    if (isWrong === true) return undefined;
    if (typeof key !== 'string') {
      this.mistakes.add(keyNotText(where));
      return undefined;
    }
    // Objects of other modules have a prototype, and would lose this key.
    if (key !== '__proto__') return key;
    this.mistakes.add(keyOfPrototype(where));
    return undefined;
  }

  private nodeAt(path: Path): Node | null {
    let node = this.document.contents;
    for (const step of path) node = this.child(node, step)?.value ?? null;
    return node;
  }

  private child(parent: Node | null, step: string | number): { key: Node | null; value: Node | null } | undefined {
    const node = isAlias(parent) ? this.targets.get(parent) : parent;
    if (!isCollection(node)) return undefined;
    if (isSeq(node)) {
      const item = typeof step === 'number' ? (node.items[step] as Node | null | undefined) : undefined;
      return item === undefined ? undefined : { key: null, value: item };
    }
    return this.pairs.get(node)?.get(String(step));
  }

  private refuse(mistake: CowlabError): Converted {
    this.mistakes.add(mistake);
    return wrong;
  }

  private whereOf(node: Node): string {
    return this.at(offsetOf(node) ?? 0);
  }

  private at(offset: number): string {
    return placeAt(this.lines, this.origin, offset);
  }
}

function whole(data: unknown, inner: readonly Converted[]): Converted {
  let [parts, depth] = [1, 1];
  for (const part of inner) {
    parts += part.parts;
    depth = Math.max(depth, part.depth + 1);
  }
  return { data, parts, depth };
}

function offsetOf(node: Node | null): number | undefined {
  return node?.range?.[0];
}

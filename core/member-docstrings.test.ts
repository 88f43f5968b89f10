import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, type ESTree } from 'vite';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Parsed extends ReturnType<typeof parseSync> {
  readonly text: string;
}

function parsed(path: string): Parsed {
  const text = readFileSync(root + path, 'utf8');
  return Object.assign(parseSync(path, text), { text });
}

/** What is declared under a name: an interface, a class, a type. Values have no members of their own. */
type Declared = ESTree.TSInterfaceDeclaration | ESTree.Class | ESTree.TSTypeAliasDeclaration;

function isDeclared(node: ESTree.Node | null): node is Declared {
  return node?.type === 'TSInterfaceDeclaration' || node?.type === 'ClassDeclaration' || node?.type === 'TSTypeAliasDeclaration';
}

function declared({ program }: Parsed, name: string): Declared[] {
  return program.body
    .map((node) => (node.type === 'ExportNamedDeclaration' ? node.declaration : node))
    .filter(isDeclared)
    .filter(({ id }) => id?.name === name);
}

function isOfClass(member: ESTree.ClassElement): member is ESTree.MethodDefinition | ESTree.PropertyDefinition {
  return member.type === 'MethodDefinition' || member.type === 'PropertyDefinition';
}

interface Member {
  readonly name: string;
  readonly start: number;
}

interface Keyed {
  readonly start: number;
  readonly key?: { readonly start: number; readonly end: number } | null;
}

/** Members that others see: those of its own body, and of the object types that an alias is made of. */
function membersOf(node: Declared | ESTree.TSType, file: Parsed): Member[] {
  const named = (member: Keyed): Member => ({
    name: member.key ? file.text.slice(member.key.start, member.key.end) : '[]',
    start: member.start,
  });
  switch (node.type) {
    case 'TSInterfaceDeclaration':
      return node.body.body.map(named);
    case 'TSTypeAliasDeclaration':
    case 'TSParenthesizedType':
      return membersOf(node.typeAnnotation, file);
    case 'TSTypeLiteral':
      return node.members.map(named);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return node.types.flatMap((part) => membersOf(part, file));
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.body.body
        .filter(isOfClass)
        .filter(
          ({ accessibility, override, key }) => accessibility !== 'private' && !override && key.type !== 'PrivateIdentifier',
        )
        .flatMap((member) =>
          member.type === 'MethodDefinition' && member.kind === 'constructor'
            ? member.value.params
                .filter((parameter) => parameter.type === 'TSParameterProperty' && parameter.accessibility !== 'private')
                .map((parameter) => ({ name: `@param ${nameOf(parameter, file)}`, start: member.start }))
            : [named(member)],
        );
    default:
      return [];
  }
}

function nameOf(parameter: { readonly start: number; readonly end: number }, { text }: Parsed): string {
  return /(\w+)\s*(?:[:=?]|$)/u.exec(text.slice(parameter.start, parameter.end))?.[1] ?? '';
}

/** The doc comment right before it; a parameter that is a property is told by the constructor's. */
function docOf({ start, name }: Member, { comments, text }: Parsed): string | undefined {
  const doc = comments.find(
    ({ type, value, end }) => type === 'Block' && value.startsWith('*') && text.slice(end, start).trim() === '' && end <= start,
  );
  return name.startsWith('@param') && doc?.value.includes(name) !== true ? undefined : doc?.value;
}

/** What a class has from the interfaces that it implements is told there. */
function inherited(node: Declared): readonly string[] {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
    ? (node.implements ?? []).flatMap(({ expression }) => (expression.type === 'Identifier' ? expression.name : []))
    : [];
}

/** Every name that a face of the package hands out, with the file that declares it. */
function handedOut(path: string): { readonly name: string; readonly path: string }[] {
  return parsed(path).program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.source === null) return [];
    const from = posix.join(posix.dirname(path), node.source.value).replace(/\.js$/u, '.ts');
    return node.specifiers.flatMap(({ local }) => {
      const name = local.type === 'Identifier' ? local.name : '';
      const isHere = declared(parsed(from), name).length > 0;
      return isHere ? [{ name, path: from }] : handedOut(from).filter((other) => other.name === name);
    });
  });
}

const faces = ['core/index.ts', 'core/workloads.ts', 'core/results.ts'];
const all = [...new Map(faces.flatMap(handedOut).map((one) => [`${one.path} ${one.name}`, one])).values()];

function undocumented(name: string, file: Parsed, of: (name: string) => readonly string[]): string[] {
  return declared(file, name).flatMap((node) => {
    const elsewhere = new Set(inherited(node).flatMap(of));
    return membersOf(node, file)
      .filter((member) => !elsewhere.has(member.name) && docOf(member, file) === undefined)
      .map((member) => `${name}.${member.name}`);
  });
}

function namesIn(name: string): readonly string[] {
  const found = all.find((one) => one.name === name);
  if (found === undefined) return [];
  const file = parsed(found.path);
  return declared(file, name).flatMap((node) => membersOf(node, file).map((member) => member.name));
}

it.each([
  ['interface A { a: 1 }', ['A.a']],
  ['interface A {\n  /** One. */\n  a: 1;\n  f(): void }', ['A.f']],
  ['export type A = { a: 1 } & ({ b: 1 } | { /** Two. */ c: 2 })', ['A.a', 'A.b']],
  ['export class A { private a = 1; #b = 2; c = 3; override d = 4; f() {} }', ['A.c', 'A.f']],
  ['class A { /** @param a what it has */ constructor(readonly a: 1, readonly b = 2, private c = 3) {} }', ['A.@param b']],
  ['class A implements B { f() {} g() {} }', ['A.g']],
  ['export const A = { a: 1 };', []],
])('%j lacks %j', (text, lacking) => {
  const file = Object.assign(parseSync('a.ts', text), { text });
  expect(undocumented('A', file, (name) => (name === 'B' ? ['f'] : []))).toEqual(lacking);
});

it('every member of what the package hands out has a docstring', () => {
  expect(all.length).toBeGreaterThan(70);
  expect(all.flatMap(({ name, path }) => undocumented(name, parsed(path), namesIn).map((lack) => `${path}: ${lack}`))).toEqual(
    [],
  );
});

it('no docstring of a member says its name again and nothing else', () => {
  const wordsOf = (text: string): string[] =>
    text
      .replaceAll(/([a-z])([A-Z])/gu, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/gu) ?? [];
  const empty = new Set(['the', 'a', 'an', 'of', 'its', 'it', 'is', 'this', 'that', 'which', 'has']);
  const repeating = all.flatMap(({ name, path }) => {
    const file = parsed(path);
    return declared(file, name).flatMap((node) =>
      membersOf(node, file)
        .filter((member) => {
          const said = wordsOf(docOf(member, file) ?? 'otherwise').filter((word) => !empty.has(word));
          return said.every((word) => wordsOf(`${name} ${member.name}`).includes(word));
        })
        .map((member) => `${path}: ${name}.${member.name}`),
    );
  });
  expect(repeating).toEqual([]);
});

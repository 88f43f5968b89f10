/** Relative imports of a plugin that came through a pipe: there is no folder to look in, and no other file is to be taken for theirs. */

import type { TransformOptions } from 'jiti';
import { pluginHasNoFolder } from '../errors/errors.js';

/** What is used here of Babel's syntax tree, of which jiti's package has no types. */
interface SyntaxNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null;
  readonly source?: SyntaxNode | null;
  readonly importKind?: string;
  readonly exportKind?: string;
  readonly callee?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
  readonly expression?: SyntaxNode;
}

interface NodePath {
  readonly node: SyntaxNode;
}

interface Found {
  readonly imported: string;
  /** 1-based both, ready to be put behind a name. */
  readonly place: string;
}

/** Notes the first relative import of a plugin from a pipe, and refuses it. */
export class HomelessImports {
  private found: Found | undefined;

  /** The same to compile, and the first relative import in it is noted. What is a type only is gone before, or says so. */
  watching(source: TransformOptions): TransformOptions {
    return { ...source, babel: { ...source.babel, plugins: [() => ({ visitor: this.visitor })] } };
  }

  /** @throws {CowlabError} COW030 when what was compiled has one; `path` is its name */
  refuse(path: string): void {
    if (this.found !== undefined) throw pluginHasNoFolder(this.found.imported, `${path}:${this.found.place}`);
  }

  private readonly visitor = {
    'ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration': ({ node }: NodePath): void => {
      if (node.importKind !== 'type' && node.exportKind !== 'type') this.note(node.source);
    },
    TSExternalModuleReference: ({ node }: NodePath): void => this.note(node.expression),
    CallExpression: ({ node: { callee, arguments: [first] = [] } }: NodePath): void => {
      // The last is what the compiler has made of `import(…)` by then.
      if (callee?.type === 'Import' || callee?.name === 'require' || callee?.name === 'jitiImport') this.note(first);
    },
  };

  private note(source: SyntaxNode | null | undefined): void {
    if (typeof source?.value !== 'string' || !/^\.{1,2}(?:\/|$)/u.test(source.value)) return;
    const { line = 1, column = 0 } = source.loc?.start ?? {};
    this.found ??= { imported: source.value, place: `${line}:${column + 1}` };
  }
}

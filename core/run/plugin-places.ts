/** Where in a plugin's sources an error comes from: what runs is compiled, line by line, and columns differ. */

import { SourceMap } from 'node:module';
import type { TransformOptions } from 'jiti';

/** What jiti puts before the first line of a module, and therefore shifts its columns by. */
const wrapper = '(function (exports, require, module, __filename, __dirname, jitiImport, jitiESMResolve) { ';

interface Compiled {
  readonly code: string;
  /** Columns that the first line is shifted by. */
  readonly shift: number;
}

const mapInCode = /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([\w+/=]+)\s*$/u;

/** Places in the source of a plugin, from places in what was made of it. */
export class PluginPlaces {
  private readonly compiled = new Map<string, Compiled>();

  /** @param nameOf how a file is named */
  constructor(private readonly nameOf: (file: string) => string) {}

  /** @param code what became of a file of the plugin, its source map at the end */
  note({ filename = '', async = false }: TransformOptions, code: string): void {
    this.compiled.set(filename, { code, shift: wrapper.length + (async ? 'async '.length : 0) });
  }

  /** `file:line:column` in the sources, of a mistake that the compiler found or of the innermost frame in the plugin. */
  placeOf(error: unknown): string | undefined {
    if (!(error instanceof Error)) return undefined;
    const { message: said, stack: frames }: { readonly message: unknown; readonly stack?: unknown } = error;
    const [message, stack] = [String(said), String(frames)];
    for (const file of this.compiled.keys()) {
      const place = message.includes(`${file}:`)
        ? /^:\d+:\d+/u.exec(message.slice(message.indexOf(`${file}:`) + file.length))
        : null;
      if (place !== null) return this.nameOf(file) + place[0];
    }
    for (const frame of stack.split('\n').filter((line) => line.trimStart().startsWith('at '))) {
      const [, file, line, column] =
        /(?:^|\()((?:file:\/\/)?[^()]+):(\d+):(\d+)\)?$/u.exec(frame.replace(/^\s+at (?:async )?/u, '')) ?? [];
      const place = this.inSource(file?.replace(/^file:\/\//u, ''), Number(line), Number(column));
      if (place !== undefined) return place;
    }
    return undefined;
  }

  private inSource(file: string | undefined, line: number, column: number): string | undefined {
    const compiled = this.compiled.get(file ?? '');
    if (file === undefined || compiled === undefined) return undefined;
    const at = line === 1 ? Math.max(column - compiled.shift, 1) : column;
    const encoded = mapInCode.exec(compiled.code)?.[1];
    const name = this.nameOf(file);
    if (encoded === undefined) return `${name}:${line}:${at}`;
    const map = new SourceMap(
      JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as ConstructorParameters<typeof SourceMap>[0],
    );
    const entry = map.findEntry(line - 1, at - 1);
    if (!('originalLine' in entry)) return `${name}:${line}:${at}`;
    return `${name}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  }
}

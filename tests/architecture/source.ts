import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))
const SKIPPED = new Set(['node_modules', 'dist', '.swc', '.output', '.data', 'coverage'])

/** A file of ours: its path from the repository's root with forward slashes, and its words. */
export interface Source {
  path: string
  text: string
}

/** Where a rule is broken, and why that matters. */
export interface Fault {
  path: string
  line: number
  message: string
}

export interface Import {
  /** As written. */
  specifier: string
  /** A path from the root for our own files (with extension where the file exists), else the package as written. */
  target: string
  isTypeOnly: boolean
  line: number
}

/** Every file below the folders whose name ends in one of the endings. A folder that is not there yet has none. */
export function readSources(folders: readonly string[], endings: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => walk(folder))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(posix.join(root, path), 'utf8') }))
}

function walk(folder: string): string[] {
  if (!existsSync(posix.join(root, folder))) return []
  return readdirSync(posix.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(path)
    return entry.isFile() ? [path] : []
  })
}

const trees = new WeakMap<Source, ts.SourceFile>()

export function treeOf(source: Source): ts.SourceFile {
  const known = trees.get(source)
  if (known) return known
  const kind = source.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true, kind)
  trees.set(source, tree)
  return tree
}

/** Every node, parents before children. */
export function* nodesOf(source: Source): Generator<ts.Node> {
  const waiting: ts.Node[] = [treeOf(source)]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    ts.forEachChild(node, (child) => {
      waiting.push(child)
    })
  }
}

/** 1 for the first line. */
export function lineOf(source: Source, node: ts.Node): number {
  const tree = treeOf(source)
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}

export const faultAt = (source: Source, node: ts.Node, message: string): Fault => ({ path: source.path, line: lineOf(source, node), message })
export const showFault = ({ path, line, message }: Fault): string => `${path}:${line} ${message}`

/** What the file imports or re-exports, `import()` and `import('…').Type` included. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ specifier: specifier.text, target: resolve(source.path, specifier.text), isTypeOnly, line: lineOf(source, specifier) })
  }
  for (const node of nodesOf(source)) {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && isLoad(node.expression)) add(node.arguments[0], false)
  }
  return found.toSorted((a, b) => a.line - b.line)
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false
  if (importClause.isTypeOnly) return true
  const { name, namedBindings } = importClause
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly)
}

const isLoad = (callee: ts.Expression) =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')

const WORKSPACE = '@huying/shared/'

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return withExtension(posix.join(posix.dirname(from), specifier))
  if (specifier.startsWith(WORKSPACE)) return withExtension(posix.join('shared/src', specifier.slice(WORKSPACE.length)))
  if (specifier.startsWith('@/') && from.startsWith('miniapp/')) return withExtension(posix.join('miniapp/src', specifier.slice(2)))
  return specifier
}

function withExtension(path: string): string {
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`]
  return candidates.find((candidate) => /\.\w+$/.test(candidate) && existsSync(posix.join(root, candidate))) ?? path
}

/** A node of the compiler's syntax tree. */
export interface SyntaxNode {
  readonly nodeType: string;
  /** `start:length:file`, in bytes. */
  readonly src: string;
  readonly [field: string]: unknown;
}

/** Where a node stands in its source, in bytes; the end is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).nodeType === "string";
}

export function spanOf(node: SyntaxNode): Span {
  const [start, length] = node.src.split(":").map(Number) as [number, number];
  return { start, end: start + length };
}

/** A field that holds a node. */
export function child(node: SyntaxNode, field: string): SyntaxNode {
  const found = node[field];
  if (!isNode(found)) throw new TypeError(`A ${node.nodeType} has no node ${field}.`);
  return found;
}

/** The nodes right below a node, in no particular order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

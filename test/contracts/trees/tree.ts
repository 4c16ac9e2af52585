/** A line of a behaviour tree with what stands below it. */
export interface TreeNode {
  readonly title: string;
  readonly children: TreeNode[];
}

/** Thrown for a tree that is not written as trees are: says which line, and what is wrong with it. */
export class TreeError extends Error {
  override readonly name = "TreeError";
}

const INDENT = 4;
const LINE = /^((?:│ {3}| {4})*)(?:├|└)── (\S.*)$/u;

/**
 * Reads a behaviour tree: its root on the first line, every other line indented by four columns below its parent. A line
 * that starts with "it should" is a leaf, which has no children; every other line has some, all different.
 *
 * @throws TreeError for anything else, also for box characters that do not fit the shape.
 */
export function parseTree(text: string): TreeNode {
  const [first = "", ...lines] = text.trimEnd().split("\n");
  const root: TreeNode = { title: first, children: [] };
  const path = [root];
  for (const [index, line] of lines.entries()) {
    const match = LINE.exec(line);
    const depth = match === null ? 0 : match[1]!.length / INDENT + 1;
    const parent = path[depth - 1];
    if (match === null || parent === undefined) throw new TreeError(`Line ${index + 2} is no branch: ${line}`);
    const node: TreeNode = { title: match[2]!, children: [] };
    parent.children.push(node);
    path.splice(depth, path.length, node);
  }
  checkShape(root);
  const rendered = renderTree(root);
  if (rendered !== text)
    throw new TreeError(`The lines between the branches do not fit; expected:
${rendered}`);
  return root;
}

/** Writes a behaviour tree; the inverse of {@link parseTree}. */
export function renderTree(root: TreeNode): string {
  const lines = [root.title];
  const descend = (node: TreeNode, prefix: string): void => {
    for (const [index, child] of node.children.entries()) {
      const isLast = index === node.children.length - 1;
      lines.push(`${prefix}${isLast ? "└" : "├"}── ${child.title}`);
      descend(child, `${prefix}${isLast ? " " : "│"}   `);
    }
  };
  descend(root, "");
  return `${lines.join("\n")}\n`;
}

/** The path of each leaf from the root, titles joined by " > ", in order. */
export function leavesOf(root: TreeNode): string[] {
  if (root.children.length === 0) return [root.title];
  return root.children.flatMap((child) => leavesOf(child).map((leaf) => `${root.title} > ${leaf}`));
}

export function isLeaf({ title }: TreeNode): boolean {
  return title.startsWith("it should ");
}

function checkShape(node: TreeNode): void {
  if (isLeaf(node) !== (node.children.length === 0)) {
    throw new TreeError(
      isLeaf(node) ? `A leaf has branches: ${node.title}` : `A branch ends without "it should ...": ${node.title}`,
    );
  }
  const titles = new Set<string>();
  for (const child of node.children) {
    if (titles.has(child.title)) throw new TreeError(`Twice under "${node.title}": ${child.title}`);
    titles.add(child.title);
    checkShape(child);
  }
}

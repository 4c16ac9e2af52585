import ts from "typescript";

import type { TreeNode } from "./tree.js";

/** Thrown for a test that cannot be told apart by reading it: says where, and why. */
export class SuiteError extends Error {
  override readonly name = "SuiteError";
}

/**
 * Reads the suites of a Mocha test file without running it, as trees of titles, `it`s as leaves.
 *
 * @throws SuiteError for a title that is not written out, for a suite or test that is skipped or run alone, and for one
 *   without a body: Mocha counts such a test as pending, not as failed.
 */
export function readSuites(file: string, source: string): TreeNode[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const roots: TreeNode[] = [];

  const visit = (node: ts.Node, siblings: TreeNode[]): void => {
    const call = callOf(node);
    if (call === undefined) return ts.forEachChild(node, (child) => visit(child, siblings));
    const where = `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const [title, body] = call.arguments;
    if (!ts.isIdentifier(call.expression))
      throw new SuiteError(`${where}: ${call.expression.getText()} runs not every test.`);
    if (title === undefined || !ts.isStringLiteralLike(title))
      throw new SuiteError(`${where}: the title is not written out.`);
    if (body === undefined || isEmpty(body)) throw new SuiteError(`${where}: "${title.text}" tests nothing.`);
    const found: TreeNode = { title: title.text, children: [] };
    siblings.push(found);
    if (call.expression.text === "describe") visit(body, found.children);
  };

  visit(parsed, roots);
  return roots;
}

/** Whether it is nothing, or a function without a statement. */
function isEmpty(body: ts.Expression): boolean {
  if (ts.isIdentifier(body) && body.text === "undefined") return true;
  if (!ts.isArrowFunction(body) && !ts.isFunctionExpression(body)) return false;
  return ts.isBlock(body.body) && body.body.statements.length === 0;
}

/** The call, if it is one of `describe` or `it`, or of something of theirs like `it.skip`. */
function callOf(node: ts.Node): ts.CallExpression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const name = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  return ts.isIdentifier(name) && ["describe", "it"].includes(name.text) ? node : undefined;
}

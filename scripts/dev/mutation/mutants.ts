import { child, childrenOf, isNode, spanOf, type Span, type SyntaxNode } from "./syntax.js";

/** One small change to a contract that a test should notice. */
export interface Mutant {
  /** The source file, as the compiler names it. */
  readonly file: string;
  readonly line: number;
  /** What kind of change it is. */
  readonly operator: string;
  /** The changed lines on one line, before and after: with the file, what names a mutant across edits elsewhere. */
  readonly before: string;
  readonly after: string;
  /** The whole changed source. */
  readonly source: string;
}

interface Change extends Span {
  readonly operator: string;
  readonly text: string;
}

const SWAPPED_OPERATORS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "+": ["-"],
    "-": ["+"],
    "*": ["/"],
    "/": ["*"],
    "%": ["*"],
    "**": ["*"],
    "<<": [">>"],
    ">>": ["<<"],
    "&": ["|"],
    "|": ["&"],
    "<": ["<=", ">="],
    "<=": ["<", ">"],
    ">": [">=", "<="],
    ">=": [">", "<"],
    "==": ["!="],
    "!=": ["=="],
    "&&": ["||"],
    "||": ["&&"],
    "+=": ["-="],
    "-=": ["+="],
    "&=": ["|="],
    "|=": ["&="],
  }),
);

const SWAPPED_MEMBERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Ceil: "Floor",
    min: "max",
    max: "min",
    saturatingAdd: "saturatingSub",
    saturatingSub: "saturatingAdd",
  }),
);

const SWAPPED_INSTRUCTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({ add: "sub", sub: "add", shl: "shr", shr: "shl" }),
);

const DELETED_STATEMENTS = new Set(["ExpressionStatement", "EmitStatement", "RevertStatement", "Continue", "Break"]);

/**
 * Every mutant of a source: swapped operators, members and instructions, literals one larger, conditions that always or
 * never hold, removed statements and modifiers, results replaced by 0.
 *
 * @param tree The source's syntax tree, analysed by the compiler.
 */
export function mutantsOf(file: string, source: string, tree: SyntaxNode): Mutant[] {
  const bytes = Buffer.from(source);
  const changes: Change[] = [];
  const visit = (node: SyntaxNode, parents: readonly SyntaxNode[]): void => {
    changes.push(...changesAt(node, parents, bytes));
    for (const below of childrenOf(node)) visit(below, [node, ...parents]);
  };
  visit(tree, []);
  return changes
    .sort((a, b) => a.start - b.start || a.end - b.end || a.text.localeCompare(b.text))
    .map((change) => mutantFrom(file, bytes, change));
}

function changesAt(node: SyntaxNode, parents: readonly SyntaxNode[], bytes: Buffer): Change[] {
  const text = ({ start, end }: Span): string => bytes.toString("utf8", start, end);
  const span = spanOf(node);
  switch (node.nodeType) {
    case "BinaryOperation":
      return swaps(node, "leftExpression", "rightExpression", text);
    case "Assignment":
      return swaps(node, "leftHandSide", "rightHandSide", text);
    case "UnaryOperation":
      return unary(node, text);
    case "Literal":
      return parents[0]?.nodeType === "ArrayTypeName" ? [] : literal(node, text(span));
    case "YulLiteral":
      return literal(node, text(span));
    case "MemberAccess": {
      const name = String(node["memberName"]);
      const swapped = SWAPPED_MEMBERS.get(name);
      if (swapped === undefined || !text(span).endsWith(`.${name}`)) return [];
      return [{ start: span.end - name.length, end: span.end, text: swapped, operator: "swapped member" }];
    }
    case "YulFunctionCall": {
      const name = child(node, "functionName");
      const swapped = SWAPPED_INSTRUCTIONS.get(String(name["name"]));
      return swapped === undefined ? [] : [{ ...spanOf(name), text: swapped, operator: "swapped instruction" }];
    }
    case "IfStatement":
      return ["true", "false"].map((value) => ({ ...conditionOf(node), text: value, operator: "fixed condition" }));
    case "ForStatement":
    case "WhileStatement":
      return [{ ...conditionOf(node), text: "false", operator: "fixed condition" }];
    case "Conditional": {
      const [yes, no] = [child(node, "trueExpression"), child(node, "falseExpression")].map(spanOf) as [Span, Span];
      const swapped = text(no) + text({ start: yes.end, end: no.start }) + text(yes);
      return [{ start: yes.start, end: no.end, text: swapped, operator: "swapped branches" }];
    }
    case "Return":
      return zeroResult(node, parents);
    case "ModifierInvocation":
      return parents[0]?.["kind"] === "constructor" ? [] : [{ ...span, text: "", operator: "removed modifier" }];
    case "YulExpressionStatement":
    case "YulAssignment":
      return [{ ...span, text: "", operator: "removed statement" }];
    default:
      if (!DELETED_STATEMENTS.has(node.nodeType) || parents[0]?.["loopExpression"] === node) return [];
      return [{ start: span.start, end: bytes.indexOf(";", span.end) + 1, text: "{}", operator: "removed statement" }];
  }
}

function conditionOf(node: SyntaxNode): Span {
  return spanOf(child(node, "condition"));
}

function swaps(node: SyntaxNode, left: string, right: string, text: (span: Span) => string): Change[] {
  const symbol = String(node["operator"]);
  const between = { start: spanOf(child(node, left)).end, end: spanOf(child(node, right)).start };
  const at = between.start + Buffer.byteLength(text(between).split(symbol)[0]!);
  return (SWAPPED_OPERATORS.get(symbol) ?? []).map((swapped) => ({
    start: at,
    end: at + symbol.length,
    text: swapped,
    operator: "swapped operator",
  }));
}

function unary(node: SyntaxNode, text: (span: Span) => string): Change[] {
  const symbol = String(node["operator"]);
  const span = spanOf(node);
  if (symbol === "++" || symbol === "--") {
    const swapped = text(span).replace(symbol, symbol === "++" ? "--" : "++");
    return [{ ...span, text: swapped, operator: "swapped operator" }];
  }
  if (symbol === "delete") return [];
  return [{ ...span, text: text(spanOf(child(node, "subExpression"))), operator: "removed operator" }];
}

function literal(node: SyntaxNode, text: string): Change[] {
  const span = spanOf(node);
  if (node["kind"] === "bool") return [{ ...span, text: String(text !== "true"), operator: "changed literal" }];
  const [digits = "", ...unit] = text.replaceAll("_", "").split(" ");
  if (node["kind"] !== "number" || digits.length > 40) return [];
  const power = /^(\d+)e(\d+)$/.exec(digits);
  const value = power === null ? BigInt(digits) : BigInt(power[1]!) * 10n ** BigInt(power[2]!);
  return [{ ...span, text: [String(value + 1n), ...unit].join(" "), operator: "changed literal" }];
}

function zeroResult(node: SyntaxNode, parents: readonly SyntaxNode[]): Change[] {
  const result = node["expression"];
  const parameters = parents.find(({ nodeType }) => nodeType === "FunctionDefinition")?.["returnParameters"];
  if (!isNode(result) || result.nodeType === "Literal" || !isNode(parameters)) return [];
  const [only, more] = parameters["parameters"] as SyntaxNode[];
  const type = (only?.["typeDescriptions"] as { typeString?: string } | undefined)?.typeString ?? "";
  if (more !== undefined || !/^uint\d+$/.test(type)) return [];
  return [{ ...spanOf(result), text: "0", operator: "zero result" }];
}

function mutantFrom(file: string, bytes: Buffer, { start, end, text, operator }: Change): Mutant {
  const source = Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(end)]).toString();
  const lineStart = bytes.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = bytes.indexOf("\n", end);
  const oneLine = (parts: string): string => parts.replaceAll(/\s+/g, " ").trim();
  const head = bytes.toString("utf8", lineStart, start);
  const tail = bytes.toString("utf8", end, lineEnd);
  return {
    file,
    line: bytes.toString("utf8", 0, start).split("\n").length,
    operator,
    before: oneLine(head + bytes.toString("utf8", start, end) + tail),
    after: oneLine(head + text + tail),
    source,
  };
}

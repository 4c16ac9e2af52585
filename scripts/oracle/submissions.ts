import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { concat, keccak256, toUtf8Bytes } from "ethers";

import type { Submissions } from "#dataset";
import { columnOf } from "#scoring";
import type { Bundle } from "./bundle.js";

/** A model with the hash of what it handed in. */
export type SealedModel = [modelId: number, submission: string];

/** What a leaf is encoded as: OpenZeppelin's standard tree hashes each twice. */
const LEAF = ["uint256", "bytes32"];

/** Not a number, as IEEE 754 writes the quiet one: a hole. */
const HOLE = 0x7ff8000000000000n;

/**
 * The tree over a round's submissions; its root is what reporters seal before the lock.
 *
 * @example
 * import { SubmissionTree } from "#oracle";
 *
 * new SubmissionTree([[1, `0x${"11".repeat(32)}`]]).proofOf(1)?.proof; // => []
 */
export class SubmissionTree {
  readonly root: string;
  /** What it is over, in order of the models' ids. */
  readonly leaves: readonly SealedModel[];
  readonly #tree: StandardMerkleTree<SealedModel>;

  /** @param models In order of their ids, at least one. */
  constructor(models: readonly SealedModel[]) {
    this.leaves = models;
    this.#tree = StandardMerkleTree.of([...models], LEAF);
    this.root = this.#tree.root;
  }

  /** The proof that a model's submission is in; undefined when it has none. */
  proofOf(modelId: number): { readonly submission: string; readonly proof: string[] } | undefined {
    for (const [place, [id, submission]] of this.#tree.entries()) {
      if (id === modelId) return { submission, proof: this.#tree.getProof(place) };
    }
    return undefined;
  }
}

/**
 * The tree of a round's submissions.
 *
 * @param names By model id - 1.
 * @returns Undefined when nobody handed in.
 *
 * @example
 * import { readSubmissions } from "#dataset";
 * import { submissionTree } from "#oracle";
 *
 * const names = ["my-model"];
 * const tree = submissionTree(await readSubmissions("docs/example/round-01", names), names);
 * tree?.proofOf(1)?.proof; // => []
 */
export function submissionTree(submissions: Submissions, names: readonly string[]): SubmissionTree | undefined {
  const idOf = new Map(names.map((name, index) => [name, index + 1]));
  const models = submissions.models.map((name, column): SealedModel => [
    idOf.get(name)!,
    submissionHash(submissions, column),
  ]);
  for (const { model, hash } of submissions.unread) models.push([idOf.get(model)!, hash]);
  models.sort(([one], [other]) => one - other);
  return models.length === 0 ? undefined : new SubmissionTree(models);
}

/** The submissions that count as none, as a bundle has them. */
export function refusedIn({ refused }: Pick<Submissions, "refused">, names: readonly string[]): Bundle["refused"] {
  return names.flatMap((name, index) => {
    const reason = refused.get(name);
    return reason === undefined ? [] : [{ model: index + 1, reason }];
  });
}

/**
 * Whether a submission is in the tree with a root.
 *
 * @example
 * import { isSealed, SubmissionTree } from "#oracle";
 *
 * const tree = new SubmissionTree([[1, `0x${"11".repeat(32)}`], [2, `0x${"22".repeat(32)}`]]);
 * const { submission, proof } = tree.proofOf(2)!;
 * isSealed(tree.root, [2, submission], proof); // => true
 */
export function isSealed(root: string, [modelId, submission]: SealedModel, proof: readonly string[]): boolean {
  return StandardMerkleTree.verify(root, LEAF, [modelId, submission], [...proof]);
}

/**
 * The hash of a model's submission: keccak256 over its stocks in the order of their ids, each as the id in UTF-8, a zero byte and
 * the prediction as a big-endian double. A hole is the quiet NaN; -0 counts as 0. Behind it comes each cell that is no prediction
 * of the round, in the order of the file, as id and text in UTF-8, a zero byte after each: a submission that breaks a rule counts
 * as none, and is sealed as it was.
 */
export function submissionHash(
  { ids, predictions, faults }: Pick<Submissions, "ids" | "predictions" | "faults">,
  column: number,
): string {
  const { bytes, places } = layoutOf(ids);
  const view = new DataView(bytes.buffer);
  const values = columnOf(predictions, column);
  for (const [row, place] of places.entries()) {
    if (Number.isNaN(values[row]!)) view.setBigUint64(place, HOLE);
    else view.setFloat64(place, values[row]! + 0);
  }
  const found = faults[column]!;
  if (found.length === 0) return keccak256(bytes);
  return keccak256(concat([bytes, ...found.map(({ id, text }) => toUtf8Bytes(`${id}\0${text}\0`))]));
}

/** The bytes of a submission but for its predictions, and where those go: the same for all of a round, and written over. */
interface Layout {
  readonly bytes: Uint8Array;
  readonly places: readonly number[];
}

/** Thousands of models hand in predictions of the same stocks. */
const layouts = new WeakMap<readonly string[], Layout>();

function layoutOf(ids: readonly string[]): Layout {
  const known = layouts.get(ids);
  if (known !== undefined) return known;
  const names = ids.map((id) => toUtf8Bytes(id));
  const bytes = new Uint8Array(names.reduce((total, name) => total + name.length + 9, 0));
  const places: number[] = [];
  let next = 0;
  for (const name of names) {
    bytes.set(name, next);
    // A zero, then the prediction.
    next += name.length + 1;
    places.push(next);
    next += 8;
  }
  const layout = { bytes, places };
  layouts.set(ids, layout);
  return layout;
}

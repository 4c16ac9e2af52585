import { printable } from "#lib";
import { DatasetError } from "./error.js";

/** As long as a reason may be, characters: it stands in bundles, logs and terminals, and quotes whatever was handed in. */
const LONGEST_REASON = 300;

/** Why a submission counts as none, as it is kept: whoever handed it in must not write into others' terminals, or fill a bundle. */
export function keptReason({ message }: DatasetError): string {
  return printable(message, LONGEST_REASON);
}

/** A cell that breaks a rule, as it stands in the file. */
export interface Fault {
  /** The stock's id, known or not. */
  readonly id: string;
  readonly text: string;
}

/** What is wrong with the columns of one predictions file, kept for each model by itself: one model must not stop a round. */
export class Faults {
  readonly #file: string;
  readonly #cells = new Map<string, Fault[]>();
  readonly #first = new Map<string, string>();

  /** @param file Its name without a folder: what is kept must not depend on where somebody has his copy. */
  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Takes a cell of a stock: gives its number, or keeps what is wrong with it and gives undefined.
   *
   * @param row The stock's, undefined where the round does not know it.
   * @param parse Throws a {@link DatasetError} for what is no number.
   */
  take(
    { model, id, line, text }: Fault & { readonly model: string; readonly line: number },
    row: number | undefined,
    column: Float64Array,
    parse: (file: string) => number,
  ): number | undefined {
    const place = { file: this.#file, column: model, row: line };
    if (row === undefined) return this.#keep(model, { id, text }, new DatasetError(place, `unknown id "${id}"`));
    if (!Number.isNaN(column[row]!)) {
      return this.#keep(model, { id, text }, new DatasetError(place, `id "${id}" has a prediction already`));
    }
    try {
      return parse(this.#file);
    } catch (error) {
      if (!(error instanceof DatasetError)) throw error;
      return this.#keep(model, { id, text }, error);
    }
  }

  /** The cells of a model that break a rule, in the order of the file. */
  of(model: string): readonly Fault[] {
    return this.#cells.get(model) ?? [];
  }

  /** What is wrong with a model's cells, in a line; undefined where nothing is. */
  reasonOf(model: string): string | undefined {
    const first = this.#first.get(model);
    if (first === undefined) return undefined;
    const more = this.of(model).length - 1;
    return more === 0 ? first : `${first}, and ${more} more like it`;
  }

  #keep(model: string, fault: Fault, error: DatasetError): undefined {
    const known = this.#cells.get(model);
    if (known === undefined) {
      this.#cells.set(model, [fault]);
      this.#first.set(model, keptReason(error));
    } else known.push(fault);
    return undefined;
  }
}

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Text of each file of a small tournament: `models.csv` and one round. */
export interface FolderFiles {
  readonly models: string;
  readonly targets: string;
  readonly exposures: string;
  readonly predictions: string;
}

export const SMALL: FolderFiles = {
  models: "model,account,family,stake_nmr\nm1,alice,tree,100\nm2,bob,line,50\nm3,bob,line,0\n",
  targets: "id,target\nA,0.1\nB,-0.2\nC,0.3\nD,0.0\nE,-0.1\n",
  exposures: "id,beta,sector\nA,1,x\nB,2,y\nC,3,x\nD,5,y\nE,4,x\n",
  predictions: "id,m2,m1,m3\nE,0.1,0.5,0.3\nD,0.2,0.4,0.3\nC,0.3,0.9,0.3\nB,0.4,0.1,0.3\nA,0.9,0.7,0.3\n",
};

/** Writes the files to a new temporary folder and removes it after `use`. */
export async function withFolder<T>(
  files: Partial<FolderFiles>,
  use: (round: string, base: string) => Promise<T>,
): Promise<T> {
  const base = mkdtempSync(join(tmpdir(), "round-"));
  try {
    const round = join(base, "round-01");
    mkdirSync(round);
    const all = { ...SMALL, ...files };
    writeFileSync(join(base, "models.csv"), all.models);
    for (const name of ["targets", "exposures", "predictions"] as const)
      writeFileSync(join(round, `${name}.csv`), all[name]);
    return await use(round, base);
  } finally {
    rmSync(base, { recursive: true });
  }
}

/** Recorded rounds that lie beside the project on some machines; undefined elsewhere. */
export function marketFolder(): string | undefined {
  const dir = fileURLToPath(new URL("../../../shared/data/market", import.meta.url));
  return existsSync(dir) ? dir : undefined;
}

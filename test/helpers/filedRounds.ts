import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Addresses, type HardhatConnection, openAt, settleModels, signerFor } from "#chain";
import { HistoryStore } from "#history";
import type { FiledRound } from "./filedRound.js";

/** Settles every model of a deployment, has its closed rounds filed, and reads the files. */
export async function filedRounds(connection: HardhatConnection, addresses: Addresses): Promise<FiledRound[]> {
  const folder = await mkdtemp(join(tmpdir(), "stakespace-filed-"));
  try {
    const deployment = await openAt(connection, 31_337, addresses);
    await settleModels(deployment, await signerFor(connection));
    await (await HistoryStore.open(deployment, { folder })).update();
    const { headers, history } = await HistoryStore.open(deployment, { folder });
    return await Promise.all(
      headers.map(async ({ round, outcome, opensAt, locksAt, parametersId, reports }) => ({
        round,
        outcome,
        opensAt,
        locksAt,
        parametersId,
        digests: reports.map(({ digest }) => digest),
        models: (await history.modelsOf(round)).map(({ model, name, settled, record }) => ({
          model,
          name,
          ...(record && { record }),
          ...(settled && {
            settled: {
              filled: String(settled.filled),
              rate: settled.rate,
              result: String(settled.gain - settled.burn),
              rent: String(settled.rent),
              base: String(settled.base),
              earned: String(settled.earned),
            },
          }),
        })),
      })),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

import { HistoryStore, type StoreUpdate } from "#history";
import { formatNumber } from "#lib";
import type { CommandResult } from "../support/command.js";
import type { CommandContext } from "../support/context.js";

/** Opens the history of the deployment in the folder that was named. */
export async function openStore(context: CommandContext, folder: string | undefined): Promise<HistoryStore> {
  return HistoryStore.open(await context.load(), { folder, talk: context.talk });
}

/** What a command says that changed a store. */
export function outcomeOf({ folder }: HistoryStore, update: StoreUpdate): CommandResult {
  const { through, rounds, filed, dropped } = update;
  return {
    data: { folder, through, rounds, filed, dropped },
    show: () => {
      const gone = dropped.length === 0 ? "" : ` ${formatNumber(dropped.length, "old file")} removed,`;
      process.stdout.write(
        `${folder} has ${formatNumber(rounds, "closed round")}:${gone} ${formatNumber(filed.length, "file")} written, read through block ${through}.\n`,
      );
    },
    next: ["history show"],
  };
}

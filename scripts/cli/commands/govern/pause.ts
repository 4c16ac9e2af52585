import { z } from "zod";

import { governedCalls, readRoundView } from "#chain";
import { StakespaceError } from "#lib";
import type { Command } from "../support/command.js";
import { governedOptions, governingCommand } from "./governed.js";

/** The command that pauses, or lifts the pause. */
export function pauseCommand(paused: boolean): Command {
  const name = `guardian ${paused ? "pause" : "unpause"}`;
  return governingCommand(name, z.object(governedOptions), async (_input, deployment) => {
    const view = await readRoundView(deployment);
    if (view.paused === paused) {
      throw new StakespaceError(paused ? "It is paused already." : "It is not paused.", {
        code: "NOTHING_TO_CHANGE",
        hint: "Nothing is left to do.",
      });
    }
    return {
      call: governedCalls(deployment).setPaused(paused),
      changes: paused
        ? [
            "Pause: no bids, moves, registrations and proposals from then on.",
            "  withdrawals, settlement, rent, transfers and expiry go on; the round's times do, too",
          ]
        : ["Lift the pause: bids, moves, registrations and proposals are possible again."],
      data: { paused },
      next: ["status"],
    };
  });
}

export default pauseCommand(true);

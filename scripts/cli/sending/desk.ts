import type { Account, Deployment } from "#chain";
import type { CommandContext } from "../commands/support/context.js";

/** What a command that sends works with: who sends, and to which deployment. */
export interface Desk extends Omit<CommandContext, "load" | "signer" | "confirm"> {
  readonly deployment: Deployment;
  readonly signer: Account;
  /** Asks a question; only `y` and `yes` mean yes. Ctrl+C at it interrupts the command. */
  agree(question: string): Promise<boolean>;
}

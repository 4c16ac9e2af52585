import { type Connection, signerFor } from "#chain";
import { StakespaceError } from "#lib";

type Signer = Awaited<ReturnType<typeof signerFor>>;

/** What is made of each reporter whose key the network has; on a local node, of all of them. */
export async function reportersHere<Made>(
  connection: Connection,
  addresses: readonly string[],
  make: (signer: Signer, address: string) => Made,
): Promise<Made[]> {
  const here: Made[] = [];
  for (const address of addresses) {
    try {
      here.push(make(await signerFor(connection, address), address));
    } catch (error) {
      if (!(error instanceof StakespaceError) || error.code !== "UNKNOWN_ACCOUNT") throw error;
    }
  }
  return here;
}

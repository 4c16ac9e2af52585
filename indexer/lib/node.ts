/**
 * Ponder asks an address 20 times a second at first and raises that by a twentieth at a time, as a stranger's node wishes. One
 * named so often is asked as fast as Ponder can ask at all, 500 times a second.
 */
const OFTEN = 25;

const OWN = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether an address is of this machine, whose node needs no consideration. */
function isOwn(address: string): boolean {
  return OWN.has(new URL(address).hostname);
}

/**
 * The addresses that a chain is read from, as Ponder takes them: those of `STAKESPACE_RPC`, parted by commas, the node on port
 * 8545 unless it is set. Of several, the fastest is asked, and the others where it does not answer.
 *
 * @throws {Error} Where one is no http or https address.
 */
export function nodeAddresses(text = process.env["STAKESPACE_RPC"] ?? "http://127.0.0.1:8545"): string[] {
  const addresses = text.split(",").map((address) => address.trim());
  for (const address of addresses) {
    if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
      throw new Error(
        `STAKESPACE_RPC: ${JSON.stringify(address)} is no address. Expected, for example, http://127.0.0.1:8545.`,
      );
    }
  }
  return addresses.flatMap((address) => (isOwn(address) ? Array.from({ length: OFTEN }, () => address) : [address]));
}

import { z } from "zod";

import { chainIdOf, type DeployOptions, readRoundView } from "#chain";
import { StakespaceError } from "#lib";
import { printTable } from "../terminal/table.js";
import { command } from "./support/command.js";
import { address, duration, sendingOptions } from "./support/arguments.js";
import { readDeployFile } from "./support/deployFile.js";
import { roundLine } from "./support/show.js";

const schema = z.object({
  ...sendingOptions,
  from: z.string().refine((from) => from === "0", "the deployer is account 0; leave --from out"),
  reset: z.boolean(),
  token: address.optional(),
  admin: address.optional(),
  governor: address.optional(),
  governorDelay: duration.optional(),
  guardian: address.optional(),
  reporters: z
    .string()
    .transform((list) => list.split(",").map((entry) => entry.trim()))
    .pipe(z.array(address))
    .optional(),
  quorum: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "name a whole number from 1")
    .transform(Number)
    .optional(),
  parameters: z.string().optional(),
});

/** Deploys the whole of Stakespace. */
export default command(schema, async (input, context) => {
  const { deploy } = context.host;
  if (deploy === undefined) {
    throw new StakespaceError("This program cannot deploy: that takes Hardhat.", {
      code: "NEEDS_HARDHAT",
      hint: "Deploy from a clone of the project with: npx hardhat deploy",
    });
  }
  const chainId = await chainIdOf(context.connection);
  const fromFile = input.parameters === undefined ? {} : await readDeployFile(input.parameters);
  const { token, admin, governor, governorDelay, guardian, reporters, quorum, reset } = input;
  const given = Object.entries({ token, admin, governor, governorDelay, guardian, reporters, quorum, reset });
  const named = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  const options: DeployOptions = { ...fromFile, ...named, place: context.place };
  const deployer = await context.signer();

  await context.confirm([
    `Deploy Stakespace on chain ${chainId} (network "${context.connection.networkName}") from ${deployer.address}, ` +
      `${options.token === undefined ? "with a test token that anyone may mint" : `on the token ${options.token}`}.`,
    "  about 20 transactions; this takes a few seconds on a local node",
  ]);
  const deployment = await deploy(options);
  const round = await readRoundView(deployment);
  const { addresses, fromBlock, testToken } = deployment;
  return {
    data: { chainId, network: deployment.network, fromBlock, addresses, token: deployment.token, testToken, round },
    show: () => {
      printTable(["contract", "address"], Object.entries(addresses) as [string, string][]);
      process.stdout.write(`${roundLine(round)}\n`);
    },
    next: testToken ? ["mint --amount 1000"] : ["status"],
  };
});

import { z } from "zod";

import { type DeployOptions, readRoundView } from "#chain";
import { StakespaceError } from "#lib";
import { printTable } from "../terminal/table.js";
import { command } from "./support/command.js";
import { address, duration, sendingOptions } from "./support/arguments.js";
import { readDeployFile } from "./support/deployFile.js";
import { planLines } from "./support/deployPlan.js";
import { roundLine } from "./support/show.js";

const schema = z.object({
  ...sendingOptions,
  from: z.string().refine((from) => from === "0", "the deployer is account 0; leave --from out"),
  reset: z.boolean(),
  token: address.optional(),
  admin: address.optional(),
  adminDelay: duration.optional(),
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
  const fromFile = input.parameters === undefined ? {} : await readDeployFile(input.parameters);
  const { token, admin, adminDelay, governor, governorDelay, guardian, reporters, quorum, reset } = input;
  const given = { token, admin, adminDelay, governor, governorDelay, guardian, reporters, quorum, reset };
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const deployment = await deploy({
    ...fromFile,
    ...(named as DeployOptions),
    place: context.place,
    talk: context.talk,
    confirm: (plan) => context.confirm(planLines(plan)),
  });
  const round = await readRoundView(deployment);
  const { chainId, addresses, fromBlock, testToken } = deployment;
  return {
    data: { chainId, network: deployment.network, fromBlock, addresses, token: deployment.token, testToken, round },
    show: () => {
      printTable(["contract", "address"], Object.entries(addresses) as [string, string][]);
      process.stdout.write(`${roundLine(round)}\n`);
    },
    next: testToken ? ["mint --amount 1000"] : ["status"],
  };
});

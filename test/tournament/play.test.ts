import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { toJson } from "../../scripts/lib/json.js";
import { Random } from "../../scripts/lib/random.js";
import { DEFAULT_ORACLE_CONFIG } from "../../scripts/oracle/config.js";
import { type Played, playTournament } from "../../scripts/tournament/play.js";
import { closingWords, isExact, renderHeader, renderRound, renderSummary } from "../../scripts/cli/start/render.js";
import { recordedTournament, syntheticTournament, type Tournament } from "../../scripts/tournament/rounds.js";
import { marketFolder } from "../scoring/folder.js";

const SMALL = { stocks: 80, models: 14, accounts: 6, rounds: 3 };

describe("a tournament", () => {
  let workspace: string;

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), "tournament-"));
  });
  afterEach(() => {
    rmSync(workspace, { recursive: true });
  });

  const small = (seed: string): Tournament => syntheticTournament(new Random(seed), join(workspace, "rounds"), SMALL);

  function play(tournament: Tournament, seed: string): Promise<Played> {
    const random = new Random(seed).fork("players");
    return playTournament({ tournament, config: DEFAULT_ORACLE_CONFIG, random, workspace });
  }

  it("ends with every wei where it belongs (C1, S1), as the twin says", async () => {
    const { conservation, findings, rounds, standings } = await play(small("1"), "1");
    const { flows, owed, balance, held } = conservation;
    const went = flows.withdrawals + flows.rentPaid + flows.burnFlushed + flows.treasuryWithdrawn;
    expect(flows.deposits + flows.funding, "C1").to.equal(went + balance);
    expect(balance, "S1").to.equal(owed.pools + owed.treasury + owed.reserves + owed.rentOwed + owed.burned);
    expect(held, "S1").to.equal(balance);
    expect(conservation).to.include({ flowsBalance: true, holdingsBalance: true, twinAgrees: true });
    expect(isExact(conservation)).to.equal(true);
    for (const { filled, limit, model } of standings.models) expect(filled <= limit, model).to.equal(true);
    const atRisk = standings.models.reduce((sum, { filled }) => sum + filled, 0n);
    expect(atRisk, "limits and stakes of the standings are the last round's").to.equal(rounds.at(-1)!.filled);
    for (const { idle, idleBecause } of rounds) {
      expect(Object.values({ ...idleBecause }).reduce((sum, part) => sum + part, 0n)).to.equal(idle);
    }

    const total = (field: "paid" | "burned" | "rent"): bigint => rounds.reduce((sum, line) => sum + line[field], 0n);
    expect(findings).to.include({ rounds: 3, paid: total("paid"), burned: total("burned"), rent: total("rent") });
    expect(total("paid") > 0n && total("burned") > 0n && total("rent") > 0n).to.equal(true);
    expect(flows.burnFlushed + owed.burned >= total("burned")).to.equal(true);
    const earned = standings.accounts.reduce((sum, { rent }) => sum + rent, 0n);
    // The treasury's tenth, of each model and round rounded down.
    expect(earned >= (total("rent") * 9n) / 10n && earned < total("rent")).to.equal(true);
    // What the players have, less what they began with, is what was paid to them less what was burned and the fee.
    const won = standings.accounts.reduce((sum, { start, end }) => sum + end - start, 0n);
    const fee = total("rent") - earned;
    expect(won - (total("paid") - total("burned") - fee) <= 0n).to.equal(true);
    expect(won - (total("paid") - total("burned") - fee) > -1_000_000n, "dust").to.equal(true);
  });

  it("prints the same again from the same seed, and other things from another", async () => {
    const printed: string[] = [];
    for (const seed of ["1", "1", "2"]) {
      const played = await play(small(seed), seed);
      printed.push(toJson(played));
      rmSync(join(workspace, "rounds"), { recursive: true });
      rmSync(join(workspace, "bundles"), { recursive: true });
    }
    expect(printed[1]).to.equal(printed[0]);
    expect(printed[2]).not.to.equal(printed[0]);
  });

  it("shows each round in a line under its title, and says at the end whether the books balance", async () => {
    const lines: string[] = [];
    const played = await playTournament({
      tournament: small("3"),
      config: DEFAULT_ORACLE_CONFIG,
      random: new Random("3"),
      workspace,
      onRound: (line) => lines.push(renderRound(line)),
    });
    const [titles, rule] = renderHeader("test", 6, 14, undefined).split("\n").slice(-2) as [string, string];
    expect(lines).to.have.length(3);
    for (const line of lines) expect(line).to.have.length(rule.length);
    expect(titles).to.have.length(rule.length);
    const summary = renderSummary(played, undefined);
    expect(summary.match(/exact, to the wei/g)).to.have.length(3);
    const [, closing] = summary.split("What this run shows\n");
    expect(closing!.replaceAll("\n", " ")).to.equal(closingWords(played.findings));
    const broken = { ...played, conservation: { ...played.conservation, flowsBalance: false } };
    expect(renderSummary(broken, undefined)).to.contain("DOES NOT BALANCE");
    expect(isExact(broken.conservation)).to.equal(false);
  });

  it("plays recorded rounds with their models, accounts and stakes", async function () {
    const folder = marketFolder();
    if (folder === undefined) {
      this.test!.title += " (skipped: ../shared/data is not here)";
      this.skip();
    }
    const played = await play(await recordedTournament(folder, 2), "1");
    expect(isExact(played.conservation)).to.equal(true);
    expect(played.rounds).to.have.length(2);
    expect(played.standings.models).to.have.length(106);
    expect(played.standings.accounts).to.have.length(35);
  });
});

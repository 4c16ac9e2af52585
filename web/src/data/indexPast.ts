import { askMarket, askTables } from "./indexHttp.ts";
import { big, hex, items, list, maybe, type Row, text, whole } from "./rows.ts";
import type { Deed, LastSettled, MarketModel, Past, ReportFacts, RoundFacts, SheetLine } from "./types.ts";

const DEEDS = "items { id kind holder modelId tick toTick assets timestamp transaction }";

/** The past as the index knows it. */
export function indexPast(base: string): Past {
  const ask = (query: string, variables: Row = {}): Promise<Row> => askTables(base, query, variables);
  return {
    kind: "index",
    async market() {
      const answer = (await askMarket(base)) as Row;
      const { tournament } = answer as { tournament: Row | null };
      return {
        round: tournament === null ? 0 : whole(tournament, "round"),
        lastReported: whole(answer, "lastReported"),
        models: list(answer, "models").map(toModel),
      };
    },
    async modelRounds(model) {
      const data = await ask(
        `query ($m: Int!) {
          limits(where: { modelId: $m }, orderBy: "round", orderDirection: "desc", limit: 1000) { items { round base earned } }
          settlements(where: { modelId: $m }, orderBy: "round", orderDirection: "desc", limit: 1000) { items { round filled rate result rent } }
          sheets(where: { modelId: $m }, orderBy: "round", orderDirection: "desc", limit: 1000) { items { round score growth weight baseShare } }
        }`,
        { m: model },
      );
      const settled = new Map(items(data, "settlements").map((row) => [whole(row, "round"), toSettled(row)]));
      const sheets = new Map(items(data, "sheets").map((row) => [whole(row, "round"), toSheet(row)]));
      return items(data, "limits")
        .map((row) => ({
          round: whole(row, "round"),
          limit: big(row, "base") + big(row, "earned"),
          settled: settled.get(whole(row, "round")),
          sheet: sheets.get(whole(row, "round")),
        }))
        .reverse();
    },
    async deeds(of) {
      const [type, field, value] =
        "model" in of ? ["Int!", "modelId", of.model] : ["String!", "holder", of.holder.toLowerCase()];
      const data = await ask(
        `query ($v: ${type}) { bids(where: { ${field}: $v }, orderBy: "timestamp", orderDirection: "desc", limit: 50) { ${DEEDS} } }`,
        { v: value },
      );
      return items(data, "bids").map(toDeed);
    },
    async positionsOf(holder) {
      const data = await ask(
        `query ($h: String!) { positions(where: { holder: $h }, limit: 1000) {
          items { modelId tick shares principal rentPaid rentMark since pool { rentPerShare } } } }`,
        { h: holder.toLowerCase() },
      );
      return items(data, "positions").map((row) => ({
        model: whole(row, "modelId"),
        tick: whole(row, "tick"),
        principal: big(row, "principal"),
        rentPaid: rentPaidOf(row),
        since: whole(row, "since"),
      }));
    },
    async modelsOf(owner) {
      const data = await ask(
        `query ($o: String!) { models(where: { owner: $o }, orderBy: "id", limit: 1000) { items { id } } }`,
        {
          o: owner.toLowerCase(),
        },
      );
      return items(data, "models").map((row) => whole(row, "id"));
    },
    async rounds() {
      const data = await ask(
        `{ rounds(orderBy: "id", orderDirection: "desc", limit: 200) { items { id opensAt locksAt outcome closedAt payoutFactor maxScore filled gained burned rent fee } }
           reports(orderBy: "proposedAt", orderDirection: "desc", limit: 400) { items { digest round state proposer proposedAt evidence predictionsRoot sheetHash } } }`,
      );
      const reports = items(data, "reports");
      return items(data, "rounds").map((row) => toRound(row, reports));
    },
  };
}

/** The scale of a pool's rent per share in the index. */
const RENT_SCALE = 10n ** 36n;

/** Rent that a position has paid: what was noted when its shares last changed, and what its pool has paid since. */
function rentPaidOf(row: Row): bigint | undefined {
  const pool = row["pool"] as Row | null;
  if (pool === null) return maybe(row, "rentPaid", big);
  const since = big(pool, "rentPerShare") - big(row, "rentMark");
  return big(row, "rentPaid") + (big(row, "shares") * since) / RENT_SCALE;
}

function toModel(row: Row): MarketModel {
  return {
    id: whole(row, "id"),
    name: text(row, "name"),
    owner: hex(row, "owner"),
    limit: big(row, "space"),
    base: big(row, "base"),
    earned: big(row, "earned"),
    assets: big(row, "assets"),
    demand: big(row, "demand"),
    filled: big(row, "filled"),
    priceTick: whole(row, "priceTick"),
    rate: whole(row, "rate"),
    reserveTick: whole(row, "reserveTick"),
    rent: big(row, "rent"),
    sheet: row["score"] === null ? undefined : toSheet(row),
    last: row["last"] === null || row["last"] === undefined ? undefined : toSettled(row["last"] as Row),
  };
}

function toSettled(row: Row): LastSettled {
  return { filled: big(row, "filled"), rate: whole(row, "rate"), result: big(row, "result"), rent: big(row, "rent") };
}

function toSheet(row: Row): SheetLine {
  return {
    score: whole(row, "score"),
    growth: whole(row, "growth"),
    weight: whole(row, "weight"),
    baseShare: whole(row, "baseShare"),
  };
}

function toDeed(row: Row): Deed {
  return {
    id: text(row, "id"),
    kind: text(row, "kind") as Deed["kind"],
    holder: hex(row, "holder"),
    model: whole(row, "modelId"),
    tick: whole(row, "tick"),
    toTick: maybe(row, "toTick", whole),
    assets: big(row, "assets"),
    at: whole(row, "timestamp"),
    transaction: hex(row, "transaction"),
  };
}

function toRound(row: Row, reports: readonly Row[]): RoundFacts {
  const round = whole(row, "id");
  return {
    round,
    outcome: text(row, "outcome") as RoundFacts["outcome"],
    opensAt: whole(row, "opensAt"),
    locksAt: whole(row, "locksAt"),
    closedAt: maybe(row, "closedAt", whole),
    payoutFactor: maybe(row, "payoutFactor", big),
    maxScore: maybe(row, "maxScore", whole),
    filled: big(row, "filled"),
    gained: big(row, "gained"),
    burned: big(row, "burned"),
    rent: big(row, "rent"),
    fee: big(row, "fee"),
    reports: reports.filter((report) => whole(report, "round") === round).map(toReport),
  };
}

function toReport(row: Row): ReportFacts {
  return {
    digest: hex(row, "digest"),
    state: text(row, "state") as ReportFacts["state"],
    proposer: hex(row, "proposer"),
    proposedAt: whole(row, "proposedAt"),
    evidence: hex(row, "evidence"),
    predictionsRoot: hex(row, "predictionsRoot"),
    sheetHash: hex(row, "sheetHash"),
  };
}

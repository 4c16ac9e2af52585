import { ZeroAddress } from "ethers";

import { NO_HASH, OUTCOMES, PHASES, type StakeSpaceTwin, toPositionId } from "#twin";
import type { Reading } from "../chain/reading.js";

/** What the contract should answer to its getters, by the twin. */
export class Readings {
  private readonly space: StakeSpaceTwin;
  private readonly accounts: readonly string[];
  private readonly compared = new Map<string, bigint>();

  constructor(space: StakeSpaceTwin, accounts: readonly string[]) {
    this.space = space;
    this.accounts = accounts;
  }

  /** Every model, pool, position, round, account and the clock, at a moment. */
  all(now: number): Reading[] {
    return [...this.global(now), ...this.rounds(), ...this.models()];
  }

  private global(now: number): Reading[] {
    const { globals, accounts, times } = this.space;
    const { clock, round, missedRounds, paused, lastReported, queuedWithdrawal } = globals;
    return [
      reading("accounts", [], { ...accounts }),
      reading("roundStatus", [], {
        round,
        phase: PHASES.indexOf(this.space.phase(now)),
        opensAt: clock.opensAt,
        locksAt: clock.locksAt,
        reportFrom: times.reportFrom,
        reportBy: times.reportBy,
        proposedAt: clock.proposedAt,
        missedRounds,
        paused,
        lastReported,
      }),
      reading("parameters", [], { ...this.space.parameters }),
      reading("queuedParameters", [], { queued: globals.queuedParameters !== undefined }),
      reading("openRound", [], { round, locksAt: clock.locksAt }),
      { of: "registry", getter: "modelCount", args: [], expected: { "0": globals.modelCount } },
      { of: "registry", getter: "modelCountAtLock", args: [], expected: { "0": this.space.modelCountAtLock } },
      { of: "oracle", getter: "sealOf", args: [round], expected: { "0": this.space.sealOf(round) ?? NO_HASH } },
      reading("queuedTreasuryWithdrawal", [], { assets: queuedWithdrawal?.assets ?? 0n }),
    ];
  }

  private rounds(): Reading[] {
    // Older rounds change by late settlement alone: those with a reserve are looked at for as long as they have one.
    const { round } = this.space.globals;
    const all = Array.from({ length: round }, (_, index) => index + 1);
    return all
      .map((id) => ({ id, record: this.space.roundRecord(id) }))
      .filter(({ id, record }) => id > round - 30 || record.reserve > 0n)
      .map(({ id, record }) => {
        const { outcome, parametersId, payoutFactor, maxScore, records, reserve, unsettledModels } = record;
        const expected = { parametersId, payoutFactor, maxScore, reserve, unsettledModels };
        return reading("roundRecord", [id], {
          ...expected,
          outcome: OUTCOMES.indexOf(outcome),
          modelCount: records.length,
        });
      });
  }

  private models(): Reading[] {
    const readings: Reading[] = [];
    for (let modelId = 1; modelId <= this.space.globals.modelCount; ++modelId) {
      const { base, earned, rent, bitmap, reserveTick, nextReserveTick, settledThrough } =
        this.space.modelStatus(modelId);
      const { limit, demand, filled, priceTick, rate } = this.space.quote(modelId);
      const status = { base, earned, rent, bitmap, reserveTick, nextReserveTick, settledThrough };
      readings.push(
        reading("modelStatus", [modelId], status),
        reading("limit", [modelId], { "0": limit }),
        ...this.registered(modelId),
        reading("quote", [modelId], { limit, demand, filled, priceTick, rate, reserveTick }),
      );
      // Each getter settles a late model anew, so those of its pools are left to every fifth round.
      const { round } = this.space.globals;
      if (bitmap !== 0n && round - settledThrough > 4 && round % 5 !== 0) continue;
      for (const tick of this.space.book(modelId).keys()) {
        const { assets, shares, filled: filledHere } = this.space.pool(modelId, tick);
        readings.push(reading("pool", [modelId, tick], { assets, shares, filled: filledHere }));
        const positionId = toPositionId(modelId, tick);
        for (const account of this.holdersToCompare(positionId)) {
          readings.push(
            reading("balanceOf", [account, positionId], { "0": this.space.balanceOf(account, positionId) }),
          );
        }
      }
    }
    return readings;
  }

  /** What the registry knows of a model: its name, its owner, whose record it counts for. */
  private registered(modelId: number): Reading[] {
    const name = this.space.nameOf(modelId);
    const answer = (getter: string, args: readonly unknown[], expected: unknown): Reading => ({
      of: "registry",
      getter,
      args,
      expected: { "0": expected },
    });
    return [
      answer("nameOf", [modelId], name),
      answer("modelIdOf", [name], modelId),
      answer("ownerOrZero", [modelId], this.space.modelStatus(modelId).owner),
      answer("accountOf", [modelId], this.space.accountOf(modelId) ?? ZeroAddress),
    ];
  }

  /** Whose shares of a position changed since they were last compared; every fifth round, everybody. */
  private holdersToCompare(positionId: number): readonly string[] {
    const everybody = this.space.globals.round % 5 === 0;
    return this.accounts.filter((account) => {
      const key = `${positionId} ${account}`;
      const shares = this.space.balanceOf(account, positionId);
      const isKnown = (this.compared.get(key) ?? 0n) === shares;
      this.compared.set(key, shares);
      return everybody || !isKnown;
    });
  }
}

function reading(getter: string, args: readonly unknown[], expected: Readonly<Record<string, unknown>>): Reading {
  return { of: "space", getter, args, expected };
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";

import {Parameters} from "../types/Parameters.sol";
import {Pool} from "../types/Pool.sol";
import {ScoreRecord, SCORE_ONE, WEIGHT_ONE} from "../types/ScoreRecord.sol";
import {Tick} from "../types/Tick.sol";
import {RateGrid} from "./RateGrid.sol";
import {Limit, StakeLimit} from "./StakeLimit.sol";
import {Book, Clearing, TickBook} from "./TickBook.sol";

/// @notice What every model of a reported round is settled with.
struct Terms {
    Parameters parameters;
    uint256 payoutFactor;
    /// Units of 1e-5.
    uint256 maxScore;
    /// The most any stake gains in the round, 18 decimals.
    uint256 xMax;
}

/// @notice What settling one model for one round moved. Token wei.
struct Flows {
    uint256 filled;
    uint256 rate;
    uint256 gain;
    uint256 burn;
    /// All rent paid, the treasury's fee included.
    uint256 rent;
    uint256 fee;
    /// floor(all assets of the model before the settlement * xMax): what the round's reserve held for it.
    uint256 release;
}

/// @title The settlement of one model for one reported round
/// @notice rent_t = floor(filled_t * p), gain_t = floor(filled_t * x) if x > 0, burn_t = floor(filled_t * -x) if x < 0,
/// assets_t += gain_t - burn_t - rent_t. Losses round down too: rounded up, a pool of a few wei would underflow and block
/// its model for ever; and nobody pays more than its tick (A3) or burns more than the clip (O2).
library Settlement {
    using StakeLimit for Limit;
    using TickBook for Book;

    uint256 private constant WAD = 1e18;

    /// @notice xMax = min(payoutFactor * maxScore, returnClip), 18 decimals, rounded down.
    function xMaxOf(Parameters memory p, uint256 payoutFactor, uint256 maxScore) internal pure returns (uint256) {
        return Math.min((payoutFactor * maxScore) / SCORE_ONE, p.returnClip);
    }

    /// @notice The return of filled stake, 18 decimals, magnitude rounded down:
    /// clip(payoutFactor * ppf * score, -returnClip, xMax) with ppf = ppfFloor + (1 - ppfFloor) * weight.
    /// @dev payoutFactor, ppf <= 1e18 and |score| <= 2^15: the product is below 2^136.
    function returnOf(Terms memory terms, ScoreRecord r) internal pure returns (uint256 magnitude, bool isLoss) {
        uint256 floor = terms.parameters.ppfFloor;
        uint256 ppf = floor + ((WAD - floor) * r.weight()) / WEIGHT_ONE;
        int256 score = r.score();
        isLoss = score < 0;
        uint256 size = SignedMath.abs(score);
        uint256 clip = terms.parameters.returnClip;
        if (!isLoss) {
            size = Math.min(size, terms.maxScore);
            clip = terms.xMax;
        }
        magnitude = Math.min((terms.payoutFactor * ppf * size) / (WAD * SCORE_ONE), clip);
    }

    /// @notice Settles the book in memory and gives the limit after the round. Only `pools[0 .. count)` change.
    /// @return flows What the round moved.
    /// @return next The limit after the round.
    /// @return count How many pools were filled.
    function settle(
        Book memory book,
        Limit memory limit,
        Tick reserveTick,
        Terms memory terms,
        ScoreRecord r
    ) internal pure returns (Flows memory flows, Limit memory next, uint256 count) {
        Pool[] memory pools = book.pools;
        if (terms.xMax > 0) flows.release = (_totalAssets(pools) * terms.xMax) / WAD;
        Clearing memory c = book.clear(limit.total(), reserveTick);
        uint256 rate = RateGrid.rate(c.priceTick);
        (uint256 x, bool isLoss) = returnOf(terms, r);
        uint256 rents = 0;
        uint256 changes = 0;
        count = c.count;
        unchecked {
            // Assets < 2^120, x < 2^60, rate < 2^12: no product overflows. x + rate < 1 (ParameterBounds), so that no pool
            // goes below zero.
            for (uint256 i = 0; i < count; ++i) {
                Pool pool = pools[i];
                uint256 assets = pool.assets();
                uint256 filled = assets;
                if (i + 1 == count) filled = c.lastFilled;
                uint256 change = (filled * x) / WAD;
                uint256 rent = (filled * rate) / RateGrid.RATE_ONE;
                changes += change;
                rents += rent;
                if (isLoss) assets -= change + rent;
                else assets = assets + change - rent;
                pools[i] = pool.withAssets(assets);
            }
        }
        if (isLoss) flows.burn = changes;
        else flows.gain = changes;
        flows.filled = c.filled;
        flows.rate = rate;
        flows.rent = rents;
        flows.fee = (rents * terms.parameters.rentFee) / WAD;
        next = limit.next(terms.parameters, r, c.filled);
    }

    function _totalAssets(Pool[] memory pools) private pure returns (uint256 total) {
        unchecked {
            // All assets together are below 2^120.
            for (uint256 i = 0; i < pools.length; ++i) total += pools[i].assets();
        }
    }
}

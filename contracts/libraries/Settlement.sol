// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";

import {Parameters} from "../types/Parameters.sol";
import {Pool} from "../types/Pool.sol";
import {ScoreRecord, SCORE_ONE, WEIGHT_ONE} from "../types/ScoreRecord.sol";
import {Tick} from "../types/Tick.sol";
import {PoolArray} from "./PoolArray.sol";
import {RateGrid} from "./RateGrid.sol";
import {StakeLimit} from "./StakeLimit.sol";
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
    using PoolArray for Pool[];
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
        int256 score = r.score();
        uint256 size = SignedMath.abs(score);
        uint256 clip;
        isLoss = score < 0;
        if (isLoss) {
            clip = terms.parameters.returnClip;
        } else {
            clip = terms.xMax;
            if (size > terms.maxScore) size = terms.maxScore;
        }
        uint256 floor = terms.parameters.ppfFloor;
        unchecked {
            uint256 ppf = floor + ((WAD - floor) * r.weight()) / WEIGHT_ONE;
            magnitude = (terms.payoutFactor * ppf * size) / (WAD * SCORE_ONE);
        }
        if (magnitude > clip) magnitude = clip;
    }

    /// @notice Settles the book for a round: its pools, its limit, the rent it brought.
    function settle(
        Book memory book,
        Tick reserveTick,
        Terms memory terms,
        ScoreRecord r
    ) internal pure returns (Flows memory flows) {
        Clearing memory c = book.clear(reserveTick);
        (uint256 x, bool isLoss) = returnOf(terms, r);
        Parameters memory p = terms.parameters;
        flows.filled = c.filled;
        flows.rate = RateGrid.rate(c.priceTick);
        unchecked {
            // All assets together are below 2^120, xMax and rentFee below 2^60: no product overflows.
            flows.release = (book.total * terms.xMax) / WAD;
            _apply(book.pools, c, flows, x, isLoss);
            flows.fee = (flows.rent * p.rentFee) / WAD;
            book.total = book.total + flows.gain - flows.burn - flows.rent;
            book.rent += flows.rent - flows.fee;
        }
        if (c.count > book.touched) book.touched = c.count;
        book.base = StakeLimit.baseOf(p, r);
        book.earned = StakeLimit.earnedAfter(p, r, book.earned, book.base, c.filled);
    }

    /// @dev Assets < 2^120, x < 2^60, rate < 2^12: no product overflows. x + rate < 1 (ParameterBounds), so that no pool
    /// goes below zero (S2.4). It sees a pool's assets, never who brought them (C2).
    function _apply(Pool[] memory pools, Clearing memory c, Flows memory flows, uint256 x, bool isLoss) private pure {
        uint256 rents = 0;
        uint256 changes = 0;
        uint256 count = c.count;
        uint256 rate = flows.rate;
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                Pool pool = pools.get(i);
                uint256 assets = pool.assets();
                uint256 filled = assets;
                if (i + 1 == count) filled = c.lastFilled;
                uint256 rent = (filled * rate) / RateGrid.RATE_ONE;
                uint256 change = (filled * x) / WAD;
                rents += rent;
                changes += change;
                assets -= rent;
                if (isLoss) assets -= change;
                else assets += change;
                pools.set(i, pool.withAssets(assets));
            }
        }
        flows.rent = rents;
        if (isLoss) flows.burn = changes;
        else flows.gain = changes;
    }
}

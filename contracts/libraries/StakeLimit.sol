// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";

import {Parameters} from "../types/Parameters.sol";
import {ScoreRecord, SCORE_ONE, WEIGHT_ONE} from "../types/ScoreRecord.sol";

/// @title How a stake limit follows a model's record
/// @notice base = baseLimit * min(baseShare, 1)
/// earned' = clamp((1 - limitDecay) * earned + limitGain * clip(growth, -tcClip, tcClip) * filled, 0, maxLimit - base)
library StakeLimit {
    uint256 private constant WAD = 1e18;

    /// @notice The base of a model that no report has scored yet, in token wei, rounded down. It has earned nothing.
    function newcomerBase(Parameters memory p) internal pure returns (uint256) {
        return (uint256(p.baseLimit) * p.newcomerShare) / WAD;
    }

    /// @notice The base a score record gives, in token wei, rounded down once: at most baseLimit (L1).
    /// @dev baseLimit < 2^100, baseShare < 2^14: the product is below 2^114.
    function baseOf(Parameters memory p, ScoreRecord r) internal pure returns (uint256) {
        unchecked {
            return (p.baseLimit * r.baseShare()) / WEIGHT_ONE;
        }
    }

    /// @notice What a model has earned after a scored round in which `filled` token wei were at risk. The kept part and the
    /// change each round down. Kept apart from the base: folded into one number, a model that deserves its base once in
    /// twenty rounds would keep most of it. Linear in `filled` but for rounding and the two clamps, so that
    /// copies of a model earn what the model would (L4); at most maxLimit - base (L1).
    /// @param before What it had earned before, token wei.
    /// @param base The base of the round, at most maxLimit.
    /// @dev filled < 2^120, limitGain < 2^64, |growth| <= 0.32768e18 < 2^59: the product is below 2^243.
    function earnedAfter(
        Parameters memory p,
        ScoreRecord r,
        uint256 before,
        uint256 base,
        uint256 filled
    ) internal pure returns (uint256 earned) {
        int256 growth = r.growth();
        unchecked {
            uint256 magnitude = (SignedMath.abs(growth) * WAD) / SCORE_ONE;
            if (magnitude > p.tcClip) magnitude = p.tcClip;
            uint256 change = (filled * p.limitGain * magnitude) / (WAD * WAD);
            earned = (before * (WAD - p.limitDecay)) / WAD;
            if (growth >= 0) earned += change;
            else if (earned > change) earned -= change;
            else earned = 0;
            uint256 room = p.maxLimit - base;
            if (earned > room) earned = room;
        }
    }
}

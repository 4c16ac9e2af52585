// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One model's line of a score sheet, 8 bytes, most significant first:
/// `int16 score (1e-5) | int16 tc (1e-5) | uint16 weight (1e-4) | uint16 uniqueness (1e-4)`.
type ScoreRecord is uint64;

using {score, tc, weight, uniqueness} for ScoreRecord global;

/// @dev One, in the unit of `score` and `tc`.
uint256 constant SCORE_ONE = 1e5;
/// @dev One, in the unit of `weight` and `uniqueness`.
uint256 constant WEIGHT_ONE = 1e4;

/// @notice Payout score in units of 1e-5, as the sheet has it; {Settlement} cuts it to the round's largest.
function score(ScoreRecord self) pure returns (int256) {
    return int16(uint16(ScoreRecord.unwrap(self) >> 48));
}

/// @notice True Contribution in units of 1e-5.
function tc(ScoreRecord self) pure returns (int256) {
    return int16(uint16(ScoreRecord.unwrap(self) >> 32));
}

/// @notice Account weight of the model's owner in units of 1e-4; what is above 1 reads as 1.
function weight(ScoreRecord self) pure returns (uint256) {
    return toShare(uint16(ScoreRecord.unwrap(self) >> 16));
}

/// @notice Uniqueness in units of 1e-4; what is above 1 reads as 1.
function uniqueness(ScoreRecord self) pure returns (uint256) {
    return toShare(uint16(ScoreRecord.unwrap(self)));
}

function toShare(uint256 raw) pure returns (uint256) {
    if (raw > WEIGHT_ONE) return WEIGHT_ONE;
    return raw;
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One model's line of a score sheet, 8 bytes, most significant first:
/// `int16 score (1e-5) | int16 growth (1e-5) | uint16 weight (1e-4) | uint16 baseShare (1e-4)`.
type ScoreRecord is uint64;

using {score, growth, weight, baseShare} for ScoreRecord global;

/// @dev One, in the unit of `score` and `growth`.
uint256 constant SCORE_ONE = 1e5;
/// @dev One, in the unit of `weight` and `baseShare`.
uint256 constant WEIGHT_ONE = 1e4;

/// @notice Payout score in units of 1e-5, as the sheet has it; {Settlement} cuts it to the round's largest.
function score(ScoreRecord self) pure returns (int256) {
    return int16(uint16(ScoreRecord.unwrap(self) >> 48));
}

/// @notice What a model's limit earns per token at risk, before limitGain, in units of 1e-5. How the oracle comes to it is in
/// docs/mechanism.md.
function growth(ScoreRecord self) pure returns (int256) {
    return int16(uint16(ScoreRecord.unwrap(self) >> 32));
}

/// @notice Weight of the model's account in units of 1e-4, for its personal payout factor; what is above 1 reads as 1.
function weight(ScoreRecord self) pure returns (uint256) {
    return toShare(uint16(ScoreRecord.unwrap(self) >> 16));
}

/// @notice The part of baseLimit that is the model's base, in units of 1e-4; what is above 1 reads as 1.
function baseShare(ScoreRecord self) pure returns (uint256) {
    return toShare(uint16(ScoreRecord.unwrap(self)));
}

function toShare(uint256 raw) pure returns (uint256) {
    if (raw > WEIGHT_ONE) return WEIGHT_ONE;
    return raw;
}

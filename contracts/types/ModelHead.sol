// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Tick} from "./Tick.sol";

/// @notice What every action on a model reads, in one slot: `nextRound << 240 | rent << 128 | bitmap`.
/// bitmap: one bit per occupied tick. rent: token wei not yet collected, below 2^112 (see {ParameterBounds}). nextRound: the
/// first round the model is not settled for; 0 until its first action.
type ModelHead is uint256;

using {bitmap, rent, nextRound, withTick, withoutTick, withNextRound, plusRent, withoutRent} for ModelHead global;

uint256 constant RENT_SHIFT = 128;
uint256 constant NEXT_ROUND_SHIFT = 240;

/// @notice One bit per occupied tick.
function bitmap(ModelHead self) pure returns (uint128) {
    return uint128(ModelHead.unwrap(self));
}

/// @notice Rent not yet collected, token wei.
function rent(ModelHead self) pure returns (uint256) {
    return uint112(ModelHead.unwrap(self) >> RENT_SHIFT);
}

/// @notice The first round the model is not settled for; 0 until its first action.
function nextRound(ModelHead self) pure returns (uint256) {
    return ModelHead.unwrap(self) >> NEXT_ROUND_SHIFT;
}

/// @notice The head with the tick's bit set.
function withTick(ModelHead self, Tick tick) pure returns (ModelHead) {
    return ModelHead.wrap(ModelHead.unwrap(self) | (uint256(1) << Tick.unwrap(tick)));
}

/// @notice The head with the tick's bit cleared.
function withoutTick(ModelHead self, Tick tick) pure returns (ModelHead) {
    return ModelHead.wrap(ModelHead.unwrap(self) & ~(uint256(1) << Tick.unwrap(tick)));
}

function withNextRound(ModelHead self, uint256 round) pure returns (ModelHead) {
    uint256 rest = uint240(ModelHead.unwrap(self));
    return ModelHead.wrap((round << NEXT_ROUND_SHIFT) | rest);
}

/// @dev The sum stays below 2^112.
function plusRent(ModelHead self, uint256 added) pure returns (ModelHead) {
    return ModelHead.wrap(ModelHead.unwrap(self) + (added << RENT_SHIFT));
}

function withoutRent(ModelHead self) pure returns (ModelHead) {
    return ModelHead.wrap(ModelHead.unwrap(self) - (rent(self) << RENT_SHIFT));
}

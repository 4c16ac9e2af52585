// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Tick} from "./Tick.sol";

/// @notice What a model has to sell, in one slot:
/// `nextReserveFrom << 240 | nextReserveTick << 232 | reserveTick << 224 | earned << 112 | base`.
/// base, earned: the parts of its limit, token wei, each below 2^100 (see {ParameterBounds}). The reserve tick counts before
/// round nextReserveFrom, the next one from that round on.
type ModelOffer is uint256;

using {base, earned, nextReserveTick, reserveTickAt, withLimit, withNextReserve} for ModelOffer global;

uint256 constant EARNED_SHIFT = 112;
uint256 constant RESERVE_SHIFT = 224;
uint256 constant NEXT_RESERVE_SHIFT = 232;
uint256 constant NEXT_FROM_SHIFT = 240;

/// @notice Limit from the share of the base that the last sheet gave, token wei.
function base(ModelOffer self) pure returns (uint256) {
    return uint112(ModelOffer.unwrap(self));
}

/// @notice Limit earned by stake-weighted growth, token wei.
function earned(ModelOffer self) pure returns (uint256) {
    return uint112(ModelOffer.unwrap(self) >> EARNED_SHIFT);
}

/// @notice The reserve tick of the latest round there is one for.
function nextReserveTick(ModelOffer self) pure returns (Tick) {
    return Tick.wrap(uint8(ModelOffer.unwrap(self) >> NEXT_RESERVE_SHIFT));
}

/// @notice The reserve tick of a round.
function reserveTickAt(ModelOffer self, uint256 round) pure returns (Tick) {
    if (round >= ModelOffer.unwrap(self) >> NEXT_FROM_SHIFT) return nextReserveTick(self);
    return Tick.wrap(uint8(ModelOffer.unwrap(self) >> RESERVE_SHIFT));
}

/// @dev Both below 2^112.
function withLimit(ModelOffer self, uint256 base_, uint256 earned_) pure returns (ModelOffer) {
    uint256 ticks = (ModelOffer.unwrap(self) >> RESERVE_SHIFT) << RESERVE_SHIFT;
    return ModelOffer.wrap(ticks | (earned_ << EARNED_SHIFT) | base_);
}

/// @notice The offer after its owner set, in `round`, the reserve tick that counts from the next round on.
/// @dev After the last round there is none to count from: the tick counts at once, in a recess in which nothing is sold.
function withNextReserve(ModelOffer self, Tick tick, uint256 round) pure returns (ModelOffer) {
    uint256 limits = uint224(ModelOffer.unwrap(self));
    uint256 now_ = Tick.unwrap(reserveTickAt(self, round));
    uint256 next = Tick.unwrap(tick);
    return
        ModelOffer.wrap(
            ((round + 1) << NEXT_FROM_SHIFT) | (next << NEXT_RESERVE_SHIFT) | (now_ << RESERVE_SHIFT) | limits
        );
}

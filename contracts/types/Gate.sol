// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What every bid reads and writes, in one slot:
/// `paused << 248 | round << 232 | locksAt << 192 | minBid << 120 | held`.
/// held: all tokens that came in less those that went out, token wei. locksAt: unix seconds. round: the open one; 16 bits
/// are 65,535 rounds of at least a day each, over 179 years.
type Gate is uint256;

using {
    held,
    minBid,
    locksAt,
    round,
    isLastRound,
    paused,
    plusHeld,
    minusHeld,
    withLocksAt,
    withPaused,
    opened
} for Gate global;

uint256 constant MIN_BID_SHIFT = 120;
uint256 constant LOCKS_AT_SHIFT = 192;
uint256 constant ROUND_SHIFT = 232;
uint256 constant PAUSED_SHIFT = 248;

/// @notice All tokens that came in less those that went out, token wei.
function held(Gate self) pure returns (uint256) {
    return uint120(Gate.unwrap(self));
}

/// @notice What a position is worth at least, token wei.
function minBid(Gate self) pure returns (uint256) {
    return uint72(Gate.unwrap(self) >> MIN_BID_SHIFT);
}

/// @notice When the round locks, unix seconds.
function locksAt(Gate self) pure returns (uint256) {
    return uint40(Gate.unwrap(self) >> LOCKS_AT_SHIFT);
}

/// @notice The open round.
function round(Gate self) pure returns (uint256) {
    return uint16(Gate.unwrap(self) >> ROUND_SHIFT);
}

/// @notice True in round 65,535, after which no other can open.
function isLastRound(Gate self) pure returns (bool) {
    return round(self) == type(uint16).max;
}

function paused(Gate self) pure returns (bool) {
    return Gate.unwrap(self) >> PAUSED_SHIFT != 0;
}

/// @dev The sum stays below 2^120.
function plusHeld(Gate self, uint256 assets) pure returns (Gate) {
    return Gate.wrap(Gate.unwrap(self) + assets);
}

/// @dev `assets` is at most what is held.
function minusHeld(Gate self, uint256 assets) pure returns (Gate) {
    return Gate.wrap(Gate.unwrap(self) - assets);
}

/// @dev `time` is below 2^40.
function withLocksAt(Gate self, uint256 time) pure returns (Gate) {
    uint256 mask = uint256(type(uint40).max) << LOCKS_AT_SHIFT;
    return Gate.wrap((Gate.unwrap(self) & ~mask) | (time << LOCKS_AT_SHIFT));
}

function withPaused(Gate self, bool paused_) pure returns (Gate) {
    uint256 bit = 0;
    if (paused_) bit = 1;
    return Gate.wrap(uint248(Gate.unwrap(self)) | (bit << PAUSED_SHIFT));
}

/// @notice The gate of the next round.
/// @dev `minBid_` is below 2^72, `locksAt_` below 2^40. The last round never closes, so that there is a next one.
function opened(Gate self, uint256 minBid_, uint256 locksAt_) pure returns (Gate) {
    uint256 next = round(self) + 1;
    uint256 kept = (Gate.unwrap(self) >> PAUSED_SHIFT) << PAUSED_SHIFT;
    return
        Gate.wrap(
            kept | (next << ROUND_SHIFT) | (locksAt_ << LOCKS_AT_SHIFT) | (minBid_ << MIN_BID_SHIFT) | held(self)
        );
}

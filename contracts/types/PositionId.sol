// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Tick} from "./Tick.sol";

/// @notice The ERC-6909 id of a position and the key of its pool: `modelId << 8 | tick`.
type PositionId is uint256;

using {unwrap} for PositionId global;

/// @notice The id of the pool of a model at a tick. Model ids are below 2^32, so nothing is cut off.
function toPositionId(uint256 modelId, Tick tick) pure returns (PositionId) {
    return PositionId.wrap((modelId << 8) | Tick.unwrap(tick));
}

function unwrap(PositionId id) pure returns (uint256) {
    return PositionId.unwrap(id);
}

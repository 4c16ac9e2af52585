// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A step of the rate grid, 0 to 127. See {RateGrid}.
type Tick is uint8;

using {equal as ==, above as >, below as <} for Tick global;

/// @dev The highest tick of the grid.
Tick constant MAX_TICK = Tick.wrap(127);

function equal(Tick a, Tick b) pure returns (bool) {
    return Tick.unwrap(a) == Tick.unwrap(b);
}

function above(Tick a, Tick b) pure returns (bool) {
    return Tick.unwrap(a) > Tick.unwrap(b);
}

function below(Tick a, Tick b) pure returns (bool) {
    return Tick.unwrap(a) < Tick.unwrap(b);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../interfaces/IStakeSpace.sol";
import {Tick, MAX_TICK} from "../types/Tick.sol";

/// @title The 128 rates a bid can name
/// @notice `rate(0) = 0`; for t > 0 `rate(t) = (16 | t & 15) << (t >> 4)`, in units of 10 ppm of the filled stake per
/// round: 0.017 % at tick 1 up to 3.968 % at tick 127, in steps of 3.2 to 6.3 %.
library RateGrid {
    /// @notice One whole, in the unit of a rate.
    uint256 internal constant RATE_ONE = 1e5;
    /// @notice `rate(127)`: (16 | 15) << 7.
    uint256 internal constant MAX_RATE = 3968;

    /// @notice The rate of a tick in units of 1e-5 of the filled stake per round. Strictly increasing on 0..127.
    function rate(Tick tick) internal pure returns (uint256) {
        uint256 t = Tick.unwrap(tick);
        if (t == 0) return 0;
        return (16 | (t & 15)) << (t >> 4);
    }

    /// @notice Reverts unless the tick is on the grid.
    function check(Tick tick) internal pure {
        require(!(tick > MAX_TICK), IStakeSpace.InvalidTick(Tick.unwrap(tick)));
    }
}
